//! Edits `smithereen.toml` and preserves the rest of its text, including comments and order.

use crate::project::CONFIG;
use crate::{program, report};
use smithereen_codegen::diagnostic::Diagnostic;
use toml_edit::{Array, DocumentMut, Item, RawString, Table, TableLike, Value, value};

/// The file during edits.
pub(super) struct Edit {
    document: DocumentMut,
}

impl Edit {
    pub(super) fn of(text: &str) -> Result<Self, Diagnostic> {
        let document =
            text.parse().map_err(|error: toml_edit::TomlError| report::error(CONFIG, error.message()))?;
        Ok(Self { document })
    }

    pub(super) fn into_text(self) -> String {
        self.document.to_string()
    }

    /// Pins another version of the source.
    pub(super) fn pin(&mut self, version: &str, sha256: &str) -> Result<(), Diagnostic> {
        let source = self.document.get_mut("source").and_then(Item::as_table_like_mut);
        let source = source.ok_or_else(|| unexpected("`source` is not a table"))?;
        for (key, text) in [("version", version), ("sha256", sha256)] {
            let value = source.get_mut(key).and_then(Item::as_value_mut);
            let value = value.ok_or_else(|| unexpected(&format!("`source.{key}` is not a value")))?;
            replace(value, text);
        }
        Ok(())
    }

    /// Sets the version of the crate.
    pub(super) fn set_version(&mut self, version: &str) -> Result<(), Diagnostic> {
        let table = self.document.get_mut("crate").and_then(Item::as_table_like_mut);
        let table = table.ok_or_else(|| unexpected("`crate` is not a table"))?;
        match table.get_mut("version").and_then(Item::as_value_mut) {
            Some(old) => replace(old, version),
            None => drop(table.insert("version", value(version))),
        }
        Ok(())
    }

    /// Adds an operation of a service, after the others.
    pub(super) fn add(&mut self, service: &str, operation: &str) -> Result<(), Diagnostic> {
        if self.services()?.get(service).is_none() {
            self.add_service(service)?;
        }
        let operations = self.operations(service)?;
        let mut new = Value::from(operation);
        // Copies the format of the last operation, without its comment.
        if let Some(last) = operations.iter().last() {
            let prefix = raw(last.decor().prefix());
            let line = prefix.rfind('\n').and_then(|end| prefix.get(end..)).unwrap_or(" ");
            let alone = operations.len() == 1 && !prefix.contains('\n');
            new.decor_mut().set_prefix(if alone { " " } else { line });
        }
        operations.push_formatted(new);
        Ok(())
    }

    /// Selects operations of a service by a keyword: `all` or `supported`.
    pub(super) fn select(&mut self, service: &str, word: &str) -> Result<(), Diagnostic> {
        if self.services()?.get(service).is_none() {
            self.add_service(service)?;
        }
        let table = self.services()?.get_mut(service).and_then(Item::as_table_like_mut);
        let old = table.and_then(|table| table.get_mut("operations")).and_then(Item::as_value_mut);
        let old =
            old.ok_or_else(|| unexpected(&format!("`services.{service}.operations` is not a value")))?;
        replace(old, word);
        Ok(())
    }

    /// Removes an operation. Its comment remains, because it may refer to the operation before it.
    pub(super) fn remove(&mut self, service: &str, operation: &str) -> Result<(), Diagnostic> {
        let operations = self.operations(service)?;
        let index = operations.iter().position(|one| one.as_str() == Some(operation));
        let index = index.ok_or_else(|| unexpected(&format!("`{operation}` is not in `operations`")))?;
        let removed = operations.remove(index);
        let before = raw(removed.decor().prefix());
        if let Some(next) = operations.get_mut(index) {
            if index == 0 || before.contains('#') {
                let after = raw(next.decor().prefix());
                let kept = if after.contains('#') { format!("{}{after}", before.trim_end()) } else { before };
                next.decor_mut().set_prefix(kept);
            }
        } else if before.contains('#') {
            let after = raw(Some(operations.trailing()));
            let space = if before.ends_with(['\n', ' ']) { "" } else { "\n" };
            operations.set_trailing(format!("{}{space}{after}", before.trim_end_matches([' ', '\t'])));
        }
        Ok(())
    }

    /// Removes a service. A comment before it remains.
    pub(super) fn remove_service(&mut self, service: &str) -> Result<(), Diagnostic> {
        let removed = self.services()?.remove(service);
        let Some(Item::Table(table)) = removed else { return Ok(()) };
        let before = raw(table.decor().prefix());
        if !before.contains('#') {
            return Ok(());
        }
        let position = table.position();
        let services = self.document.get_mut("services").and_then(Item::as_table_mut);
        let tables = services.into_iter().flat_map(|services| services.iter_mut());
        let later =
            tables.filter_map(|(_, item)| item.as_table_mut()).filter(|table| table.position() > position);
        match later.min_by_key(|table| table.position()) {
            Some(next) => {
                let after = raw(next.decor().prefix());
                next.decor_mut().set_prefix(format!("{before}{after}"));
            }
            None => {
                let after = raw(Some(self.document.trailing()));
                self.document.set_trailing(format!("{before}{after}"));
            }
        }
        Ok(())
    }

    fn services(&mut self) -> Result<&mut dyn TableLike, Diagnostic> {
        let services = self.document.entry("services").or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(true);
            Item::Table(table)
        });
        services.as_table_like_mut().ok_or_else(|| unexpected("`services` is not a table"))
    }

    fn add_service(&mut self, service: &str) -> Result<(), Diagnostic> {
        let mut table = Table::new();
        table.insert("operations", value(Array::new()));
        // The text at the end of the file belongs before the new table.
        let trailing = raw(Some(self.document.trailing()));
        let ends = trailing.is_empty() || trailing.ends_with('\n');
        table.decor_mut().set_prefix(format!("{trailing}{}", if ends { "\n" } else { "\n\n" }));
        self.services()?.insert(service, Item::Table(table));
        self.document.set_trailing("");
        Ok(())
    }

    fn operations(&mut self, service: &str) -> Result<&mut Array, Diagnostic> {
        let table = self.services()?.get_mut(service).and_then(Item::as_table_like_mut);
        let operations = table.and_then(|table| table.get_mut("operations")).and_then(Item::as_array_mut);
        operations.ok_or_else(|| unexpected(&format!("`services.{service}.operations` is not an array")))
    }
}

/// Replaces a value, and preserves the space and the comment around it.
fn replace(old: &mut Value, text: &str) {
    let decor = old.decor().clone();
    *old = Value::from(text);
    *old.decor_mut() = decor;
}

fn raw(text: Option<&RawString>) -> String {
    text.and_then(RawString::as_str).unwrap_or_default().to_owned()
}

fn unexpected(problem: &str) -> Diagnostic {
    report::error_help(
        CONFIG,
        problem,
        format!("edit the file by hand, then run `{}`", program::line("pull")),
    )
}

#[cfg(test)]
mod tests {
    use super::Edit;

    const TEXT: &str = "# Top.\n[source]\nversion = '1' # why\nsha256 = 'a'\n\n# On services.\n[services.b]\n\
        operations = [\"B\"] # b\n\n[services.a]\noperations = [\n    # First.\n    \"A\",\n    \"C\", # on C\n    \
        \"D\",\n]\n# The end.\n";

    fn edited(edit: impl FnOnce(&mut Edit)) -> String {
        let mut text = Edit::of(TEXT).unwrap();
        edit(&mut text);
        text.into_text()
    }

    #[test]
    fn other_text_is_unchanged() {
        assert_eq!(edited(|_| {}), TEXT);
        let text = edited(|edit| edit.pin("2", "b").unwrap());
        assert_eq!(text, TEXT.replace("'1'", "\"2\"").replace("'a'", "\"b\""));
    }

    #[test]
    fn operations_are_appended_in_the_style_of_the_others() {
        let text = edited(|edit| {
            edit.add("b", "X").unwrap();
            edit.add("a", "E").unwrap();
        });
        let expected =
            TEXT.replace("[\"B\"]", "[\"B\", \"X\"]").replace("\"D\",\n]", "\"D\",\n    \"E\",\n]");
        assert_eq!(text, expected);
    }

    #[test]
    fn services_are_appended_after_all_other_text() {
        let text = edited(|edit| {
            edit.add("new", "X").unwrap();
            edit.add("new", "Y").unwrap();
        });
        assert_eq!(text, format!("{TEXT}\n[services.new]\noperations = [\"X\", \"Y\"]\n"));
        let empty = {
            let mut edit = Edit::of("[source]\n").unwrap();
            edit.add("new", "X").unwrap();
            edit.into_text()
        };
        assert_eq!(empty, "[source]\n\n[services.new]\noperations = [\"X\"]\n");
    }

    #[test]
    fn all_replaces_the_list_of_operations() {
        let text = edited(|edit| {
            edit.select("b", "all").unwrap();
            edit.select("new", "supported").unwrap();
        });
        let expected = TEXT.replace("[\"B\"]", "\"all\"");
        assert_eq!(text, format!("{expected}\n[services.new]\noperations = \"supported\"\n"));
    }

    #[test]
    fn comments_remain_when_entries_are_removed() {
        let text = edited(|edit| edit.remove("a", "D").unwrap());
        assert!(text.contains("\"C\", # on C\n"), "{text}");
        let text = edited(|edit| edit.remove("a", "A").unwrap());
        assert_eq!(text, TEXT.replace("    \"A\",\n", ""));
        let text = edited(|edit| edit.remove("a", "C").unwrap());
        assert!(text.contains("# on C") && !text.contains("\"C\""), "{text}");
        let text = edited(|edit| edit.remove_service("b").unwrap());
        assert_eq!(text, TEXT.replace("[services.b]\noperations = [\"B\"] # b\n", ""));
        let text = edited(|edit| edit.remove_service("a").unwrap());
        assert!(text.ends_with("# b\n# The end.\n"), "{text}");
    }
}
