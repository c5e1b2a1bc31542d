using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Poison;

/// <summary>Lists messages that were put aside: how many, how old and why.</summary>
public sealed class ListPoison(SessionDesk sessions, PoisonDesk desk, TimeProvider clock)
{
    public const int MaxListed = 100;

    [Function(nameof(ListPoison))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/poison")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await sessions.OpenStaffAsync(request, nameof(ListPoison), cancellation)).Refused(out var refusal, out _)
            || Queue(request).Refused(out refusal, out var queue))
        {
            return Reply.Problem(refusal);
        }

        var now = clock.GetUtcNow();
        var language = Languages.Of(request);
        var lists = await desk.ListAsync(queue.Length == 0 ? null : queue, cancellation);
        return Reply.Json(
            new PoisonListAnswer(
                [.. lists.Select(list => new PoisonQueueView(
                    list.Key, list.Value.Count, list.Value.Count == 0 ? null : list.Value[0].FirstSeen, list.Value.CountBy(entry => entry.Code).ToDictionary()))],
                [.. lists.Values.SelectMany(list => list).OrderBy(entry => entry.FirstSeen).Take(MaxListed).Select(entry => PoisonView.Of(entry, now, language))]),
            PoisonJson.Types.PoisonListAnswer);
    }

    /// <summary>Empty for all queues.</summary>
    private static Outcome<string> Queue(HttpRequest request)
    {
        var asked = request.Query["queue"].ToString();
        return asked.Length == 0 || QueueNames.All.Contains(asked) ? asked : Refusal.Invalid("queue", "field.choice");
    }
}
