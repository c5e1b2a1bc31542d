using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>
/// Proposes and approves an exposure, watches whom it would reach and then everybody getting the measure, and says how it went.
/// </summary>
public static class ExposureProgress
{
    private const string Path = "api/exposures";

    public static string PathOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";

    public static async Task<int> ProposeAsync(Screen screen, Api.Session session, JsonObject body, CancellationToken cancellation)
    {
        string id;
        try
        {
            // Never approved at once: the service answers a proposal by the refusal that names it.
            await session.SendAsync(HttpMethod.Post, Path, body.ToJsonString(), cancellation);
            return screen.Refuse("The service approved without a second officer, which it must not.");
        }
        catch (Api.RefusedException refused) when (refused.Proposal is { } proposal)
        {
            id = proposal;
        }

        return await WatchAsync(
            screen,
            session,
            id,
            new Stage("Counting whom it would reach", "It is proposed", exposure => (string?)exposure["trial"]!["state"] == "done"),
            cancellation
        );
    }

    public static async Task<int> ApproveAsync(Screen screen, Api.Session session, string id, CancellationToken cancellation)
    {
        await session.SendAsync(HttpMethod.Post, Path, new JsonObject { ["approves"] = id }.ToJsonString(), cancellation);
        return await WatchAsync(
            screen,
            session,
            id,
            new Stage("Marking everybody who was there", "It is approved", exposure => (string?)exposure["state"] is not "running"),
            cancellation
        );
    }

    /// <summary>What <c>GET api/exposures/{id}</c> answered, for people or programs.</summary>
    public static int Show(Screen screen, JsonNode exposure) =>
        screen.Answer(
            exposure,
            console =>
            {
                console.MarkupLineInterpolated($"{exposure["exposureId"]}: {exposure["state"]}");
                console.MarkupLineInterpolated(
                    $"{exposure["placeName"] ?? exposure["placeId"]}, {GuangdongTime.Of(exposure["from"])} to {GuangdongTime.Of(exposure["to"])} (Beijing time)"
                );
                var trial = exposure["trial"]!;
                console.MarkupLineInterpolated(
                    $"{trial["people"]} people were there when it was proposed{((string?)trial["state"] == "done" ? "" : ", as far as they are counted")}."
                );
                foreach (var (change, people) in trial["changes"]!.AsObject())
                {
                    console.MarkupLineInterpolated($"{change}: {people}");
                }

                console.MarkupLineInterpolated(
                    (string?)exposure["state"] == "pending"
                        ? (FormattableString)
                            $"Nothing has changed yet: another officer approves it by ghc exposure approve {exposure["exposureId"]}."
                        : $"{exposure["people"]} people got the measure, {exposure["told"]} of them a text."
                );
            }
        );

    private static async Task<int> WatchAsync(Screen screen, Api.Session session, string id, Stage stage, CancellationToken cancellation)
    {
        try
        {
            return Show(
                screen,
                screen.Progress is { } console
                    ? await console.Status().StartAsync(stage.Title, status => ToEndAsync(session, id, stage, status, cancellation))
                    : await ToEndAsync(session, id, stage, status: null, cancellation)
            );
        }
        catch (Exception failure) when (failure is Api.RefusedException || Api.IsSilence(failure))
        {
            screen.Talk.MarkupLineInterpolated($"{stage.Done}, and the work on it goes on. Watching it ended: {failure.Message}");
            screen.Talk.MarkupLineInterpolated($"Do not repeat the command; ghc exposure show {id} shows how far it is.");
            return ExitCodes.Unwatched;
        }
    }

    private static Task<JsonNode> ToEndAsync(
        Api.Session session,
        string id,
        Stage stage,
        StatusContext? status,
        CancellationToken cancellation
    ) =>
        Watch.ToEndAsync(
            session,
            PathOf(id),
            stage.IsOver,
            seen => status?.Status($"{stage.Title}: {seen["done"]} visits looked at"),
            cancellation
        );

    /// <param name="Done">What holds already, however the watching ends.</param>
    private sealed record Stage(string Title, string Done, Func<JsonNode, bool> IsOver);
}
