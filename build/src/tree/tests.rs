//! What becomes of a folder when a run is killed.

use super::*;
use std::path::Path;

type Files = BTreeMap<String, String>;

fn files(all: &[(&str, &str)]) -> Files {
    all.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn look(base: &Path) -> Files {
    let mut found = Files::new();
    for (path, kind) in Tree::walk(base).unwrap().entries() {
        let text =
            if kind == Kind::File { fs::read_to_string(base.join(path)).unwrap() } else { "-".to_owned() };
        found.insert(path.to_owned(), text);
    }
    found
}

/// A run that ends after any of its steps, as when it is killed: the next one finds all of it or nothing.
#[test]
fn a_run_that_is_killed_leaves_all_or_nothing() {
    let root = std::env::temp_dir().join(format!("smithereen-tree-{}", std::process::id()));
    let before = files(&[("a.toml", "old"), ("kept/b.json", "old"), ("gone/c.json", "old")]);
    let wanted = files(&[("a.toml", "new"), ("kept/b.json", "new"), ("made/deep/d.json", "new")]);
    let mut count = 1;
    let mut ends = 0;
    let mut stop = 0;
    while stop <= count {
        let _ = fs::remove_dir_all(&root);
        for (path, text) in &before {
            let place = root.join("models").join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }
        let base = root.join("models");
        let untouched = look(&base);
        let mut plan = Plan::make(&base, "models", &wanted, Scope::Named, true).unwrap();
        plan.remove(&["gone/c.json".to_owned()]);
        let mut transaction = Transaction::default();
        count = plan.steps().len();
        for step in plan.steps().into_iter().take(stop) {
            plan.take(step, &mut transaction).unwrap();
        }
        drop(transaction);
        mend(&base, "models").unwrap();
        let after = look(&base);
        if stop < count {
            assert_eq!(after, untouched, "{stop}");
        } else {
            assert!(wanted.iter().all(|(path, text)| after.get(path) == Some(text)), "{after:?}");
            ends += 1;
        }
        stop += 1;
    }
    assert_eq!((ends, count), (1, 11));
    let _ = fs::remove_dir_all(&root);
}
