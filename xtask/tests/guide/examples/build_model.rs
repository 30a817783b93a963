fn main() -> Result<(), smithereen_build::Error> {
    smithereen_build::Builder::new("models/thing.json").operations(["GetThing", "PutThing"]).compile()
}
