namespace Ghc.Functions.Tests.Support;

/// <summary>Appeals over HTTP, by those who file and those who decide them.</summary>
public static class AppealCalls
{
    public const string Text = "I was not there that day; my employer can confirm it.";

    public static object Against(string reason, string ground = "mix-up", string text = Text, string? holderId = null) =>
        new
        {
            reason,
            ground,
            text,
            holderId,
        };

    public static Task<Answer> AppealAsync(
        this HttpClient client,
        string? token,
        string reason,
        string ground = "mix-up",
        string text = Text,
        string? holderId = null
    ) => client.PostAsync("api/appeals", Against(reason, ground, text, holderId), token);

    public static async Task<System.Text.Json.Nodes.JsonNode> OwnAppealAsync(
        this HttpClient client,
        string token,
        string? holderId = null,
        string? language = null
    ) => (await client.GetAsync($"api/appeals?holder={holderId}", token, language)).Expect(200)["appeals"][0]!;

    public static Task<Answer> AnswerAsync(this HttpClient client, string token, string id, object answer) =>
        client.PostAsync($"api/appeals/{id}/answers", answer, token);

    /// <summary>What the timer does.</summary>
    public static Task FollowAppealsAsync(this GhcApp app) =>
        app.Function<Functions.Appeals.FollowAppeals>()
            .Run(new Microsoft.Azure.Functions.Worker.TimerInfo(), TestContext.Current.CancellationToken);
}
