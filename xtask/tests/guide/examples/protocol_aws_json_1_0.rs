use aws::dynamodb::{AttributeValue, Client, GetItemInput};

/// Returns the e-mail address of a user.
pub async fn email(client: &Client, user: &str) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let key = [("id".to_owned(), AttributeValue::S(user.to_owned()))];
    let input = GetItemInput::new(key, "Users").projection_expression("email");
    let output = client.get_item(&input).await?;
    match output.item.and_then(|mut item| item.remove("email")) {
        Some(AttributeValue::S(email)) => Ok(Some(email)),
        _ => Ok(None),
    }
}
