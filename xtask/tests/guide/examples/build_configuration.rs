fn main() -> Result<(), smithereen_build::Error> {
    smithereen_build::generate("smithereen.toml")
}
