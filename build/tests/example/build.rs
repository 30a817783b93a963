//! Generates a client, and of the same model its types alone, and operations without a client.

use smithereen_build::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new("models/things.json").operations(["GetThing"]).compile()?;
    Builder::new("models/things.json").all_operations().types_only().name("types").compile()?;
    let without = Builder::new("models/things.json").all_operations().without_client().name("without");
    without.endpoints("models/rules.json").docs("models/words.toml").compile()
}
