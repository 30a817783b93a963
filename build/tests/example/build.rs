//! Generates a client, types only, and operations without a client, all from the same model.

use smithereen_build::{Builder, Error};

fn main() -> Result<(), Error> {
    Builder::new("models/things.json").operations(["GetThing"]).compile()?;
    Builder::new("models/things.json").all_operations().types_only().name("types").compile()?;
    let without = Builder::new("models/things.json").all_operations().without_client().name("without");
    without.endpoints("models/rules.json").docs("models/documentation.toml").compile()
}
