//! The name of the running program, for help and hints.

use std::sync::OnceLock;

/// A program that runs these commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// `smithereen`.
    Smithereen,
    /// `cargo smithereen`.
    Cargo,
    /// `cargo xtask`, in the repository of Smithereen itself.
    Xtask,
}

/// The environment variable that `cargo xtask` sets when it runs `smithereen`.
pub const CALLED_BY: &str = "SMITHEREEN_CALLED_BY";

static PROGRAM: OnceLock<Program> = OnceLock::new();

impl Program {
    /// Sets the program of this run. Later calls have no effect.
    pub fn set(self) {
        let _ = PROGRAM.set(self);
    }

    /// Returns the command line up to the name of a command that edits models.
    pub fn name(self) -> &'static str {
        match self {
            Self::Smithereen => "smithereen",
            Self::Cargo => "cargo smithereen",
            Self::Xtask => "cargo xtask models",
        }
    }

    /// Returns the command line that runs `command`, a name of a command of `smithereen` with arguments.
    fn line(self, command: &str) -> String {
        let (name, arguments) = command.split_at(command.find(' ').unwrap_or(command.len()));
        match (self, name) {
            (Self::Xtask, "generate") => format!("cargo xtask codegen{arguments}"),
            (Self::Xtask, "check") => format!("cargo xtask codegen --check{arguments}"),
            (Self::Xtask, "explain" | "graph" | "completions") => format!("cargo xtask {command}"),
            _ => format!("{} {command}", self.name()),
        }
    }
}

/// Returns the program of this run.
pub fn current() -> Program {
    PROGRAM.get().copied().unwrap_or(Program::Smithereen)
}

/// Returns the command line that runs `command` of this program.
pub fn line(command: &str) -> String {
    current().line(command)
}

/// Replaces `smithereen COMMAND` by the command line of this program throughout the help of `command`: at the beginning of
/// lines, and between backticks.
pub fn name_in_help(command: clap::Command) -> clap::Command {
    rename(command, current())
}

fn rename(mut command: clap::Command, program: Program) -> clap::Command {
    let renamed =
        |text: Option<&clap::builder::StyledStr>| text.map(|text| lines(&text.to_string(), program));
    if let Some(text) = renamed(command.get_after_help()) {
        command = command.after_help(text);
    }
    if let Some(text) = renamed(command.get_about()) {
        command = command.about(text);
    }
    if let Some(text) = renamed(command.get_long_about()) {
        command = command.long_about(text);
    }
    command = command.mut_args(|argument| {
        let help = argument.get_help().map(|text| lines(&text.to_string(), program));
        match help {
            Some(help) => argument.help(help),
            None => argument,
        }
    });
    command.mut_subcommands(|command| rename(command, program))
}

fn lines(text: &str, program: Program) -> String {
    let line = |line: &str| {
        let rest = line.trim_start();
        match rest.strip_prefix("smithereen ") {
            Some(command) => {
                let indent = line.len() - rest.len();
                format!("{}{}", " ".repeat(indent), program.line(command))
            }
            None => spans(line, program),
        }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn spans(line: &str, program: Program) -> String {
    let mut out = String::new();
    for (index, part) in line.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        match part.strip_prefix("smithereen ").filter(|_| index % 2 == 1) {
            Some(command) => out.push_str(&program.line(command)),
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_have_the_name_of_the_running_program() {
        for (program, generate, add) in [
            (Program::Smithereen, "smithereen generate --check", "smithereen add iot X"),
            (Program::Cargo, "cargo smithereen generate --check", "cargo smithereen add iot X"),
            (Program::Xtask, "cargo xtask codegen --check", "cargo xtask models add iot X"),
        ] {
            assert_eq!(program.line("generate --check"), generate);
            assert_eq!(program.line("add iot X"), add);
        }
        assert_eq!(Program::Xtask.line("check"), "cargo xtask codegen --check");
    }

    #[test]
    fn help_names_the_program_in_examples_and_in_code() {
        let text = "Examples:\n  smithereen add iot X\n\nSee `smithereen generate` and smithereen itself.";
        assert_eq!(
            lines(text, Program::Xtask),
            "Examples:\n  cargo xtask models add iot X\n\nSee `cargo xtask codegen` and smithereen itself."
        );
        assert_eq!(lines(text, Program::Smithereen), text);
    }
}
