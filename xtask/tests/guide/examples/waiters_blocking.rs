use aws::lambda::{
    GetFunctionConfigurationError, GetFunctionConfigurationInput, GetFunctionConfigurationOutput,
};
use aws::smithereen::wait::Progress;
use std::time::{Duration, Instant};

/// Waits until a function is active, on this thread. `send` makes a call, with any HTTP library.
pub fn wait(
    function: &str,
    send: impl Fn(
        &GetFunctionConfigurationInput,
    ) -> Result<GetFunctionConfigurationOutput, aws::Error<GetFunctionConfigurationError>>,
) -> Result<(), String> {
    let input = GetFunctionConfigurationInput::new(function);
    let mut wait = GetFunctionConfigurationInput::FUNCTION_ACTIVE.start(Duration::from_secs(300));
    let start = Instant::now();
    loop {
        let result = send(&input);
        match wait.observe(&input, &result, start.elapsed()) {
            Progress::Done => return Ok(()),
            Progress::Retry(delay) => std::thread::sleep(delay),
            Progress::Failed | Progress::TimedOut => return Err(format!("not active: {result:?}")),
        }
    }
}
