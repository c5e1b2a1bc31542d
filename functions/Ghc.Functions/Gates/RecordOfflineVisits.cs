using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Codes;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OfflineVisitsRequest(IReadOnlyList<OfflineVisit?>? Visits);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OfflineVisit(string? HealthCode, DateTimeOffset? ScannedAt);

/// <param name="Refused">By their place in the request, with the same codes as a scan.</param>
public sealed record OfflineVisitsAnswer(int Recorded, IReadOnlyList<RefusedVisit> Refused);

public sealed record RefusedVisit(int Index, string Code);

/// <summary>
/// Scans that an inspector's device judged without network, sent once it is back. Nothing of a person goes back: what the gate decided
/// is past, and a code that is over must not become a way to look its holder up.
/// </summary>
public sealed class RecordOfflineVisits(ShiftGate gate, HealthCodes codes, VisitsQueue queue, TimeProvider clock)
{
    /// <summary>As many of the longest codes as a body of 16 KiB has room for.</summary>
    public const int MostVisits = 40;

    private const string OutsideOfShift = "outside-of-shift";

    [Function(nameof(RecordOfflineVisits))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/visits/offline")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await gate.OpenAsync(request, cancellation)).Refused(out var refusal, out var shift)
            || (await JsonBody.ReadAsync(request, GatesJson.Types.OfflineVisitsRequest, cancellation)).Refused(out refusal, out var body)
            || Check(body.Visits).Refused(out refusal, out var visits)
        )
        {
            return Reply.Problem(refusal);
        }

        var (messages, refused) = Sort(shift, visits);
        await Task.WhenAll(messages.Select(message => queue.SendAsync(message, cancellation)));
        return Reply.Json(new OfflineVisitsAnswer(messages.Count, refused), GatesJson.Types.OfflineVisitsAnswer);
    }

    /// <summary>One that is refused does not hold up the others: the device could never send them.</summary>
    private (IReadOnlyList<VisitMessage> Messages, IReadOnlyList<RefusedVisit> Refused) Sort(
        Shift shift,
        IReadOnlyList<(string Code, DateTimeOffset At)> visits
    )
    {
        var messages = new Dictionary<string, VisitMessage>(StringComparer.Ordinal);
        var refused = new List<RefusedVisit>();
        for (var index = 0; index < visits.Count; index++)
        {
            var (text, at) = visits[index];
            if (!IsWithin(shift, at))
            {
                refused.Add(new RefusedVisit(index, OutsideOfShift));
            }
            else if (codes.Read(text.Trim(), at).Refused(out var refusal, out var code))
            {
                refused.Add(new RefusedVisit(index, refusal.Code));
            }
            else
            {
                var visit = Visit.Of(shift, code, at);
                messages.TryAdd(visit.Id, visit);
            }
        }

        return ([.. messages.Values], refused);
    }

    /// <summary>The time is the device's word. It can claim no moment before its shift, nor one that is still to come.</summary>
    private bool IsWithin(Shift shift, DateTimeOffset at) =>
        at >= shift.IssuedAt - HealthCodes.Tolerance
        && at <= clock.GetUtcNow() + HealthCodes.Tolerance
        && at <= shift.ExpiresAt + HealthCodes.Tolerance;

    private static Outcome<IReadOnlyList<(string Code, DateTimeOffset At)>> Check(IReadOnlyList<OfflineVisit?>? visits)
    {
        if (visits is null or { Count: > MostVisits })
        {
            return visits is null ? Refusal.Invalid("visits", "field.missing") : Refusal.OutOfRange("visits", "list-length", 1, MostVisits);
        }

        var form = new List<FieldError>();
        for (var index = 0; index < visits.Count; index++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"visits[{index}]");
            if (visits[index]?.HealthCode is null)
            {
                form.Add(new FieldError($"{name}.healthCode", "field.missing"));
            }

            if (visits[index]?.ScannedAt is null)
            {
                form.Add(new FieldError($"{name}.scannedAt", "field.missing"));
            }
        }

        return form.Count > 0
            ? new Refusal(RefusalCodes.InvalidRequest) { Errors = form }
            : visits.Select(visit => (visit!.HealthCode!, visit.ScannedAt!.Value)).ToList();
    }
}
