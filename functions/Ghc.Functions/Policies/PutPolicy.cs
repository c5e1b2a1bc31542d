using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Policies;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>
/// The first officer who puts a policy proposes it and learns from a trial sweep what it would change; a second officer who puts the same
/// one publishes it.
/// </summary>
public sealed class PutPolicy(RequestAuthenticator authenticator, PolicyPublisher publisher, TimeProvider clock)
{
    [Function(nameof(PutPolicy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/policy")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(PutPolicy), cancellation)).Refused(out var refusal, out var officer)
            || (await ReadAsync(request, cancellation)).Refused(out refusal, out var text)
            || Check(text).Refused(out refusal, out var policy)
            || EffectiveAt(request).Refused(out refusal, out var effectiveAt)
        )
        {
            return Reply.Problem(refusal);
        }

        return (await publisher.PutAsync(policy, officer.Account, effectiveAt.At, cancellation)).Refused(out refusal, out var sweep)
            ? Reply.Problem(refusal)
            : Reply.Json(sweep, PoliciesJson.Types.SweepView, StatusCodes.Status202Accepted);
    }

    private static async Task<Outcome<string>> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        JsonBody.IsJson(request) ? await JsonBody.ReadTextAsync(request, cancellation) : new Refusal(RefusalCodes.UnsupportedMediaType);

    /// <summary>A policy that fails its own example cases is as wrong as one that does not parse.</summary>
    private static Outcome<Policy> Check(string text)
    {
        if (MessageJson.ReadObject(text).Refused(out var unreadable, out _))
        {
            return unreadable;
        }

        if (Policy.Parse(text).Refused(out var refusal, out var policy))
        {
            return refusal;
        }

        var failures = policy.CheckExamples();
        return failures.Count == 0 ? policy : new Refusal(RefusalCodes.InvalidPolicy) { Errors = failures };
    }

    private Outcome<Day> EffectiveAt(HttpRequest request)
    {
        var text = request.Query["effectiveAt"].ToString();
        if (text.Length == 0)
        {
            return new Day(null);
        }

        return !DateTimeOffset.TryParseExact(
                text,
                "yyyy-MM-dd'T'HH:mm:ssK",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? Refusal.Invalid("effectiveAt", "query.time")
            : time - clock.GetUtcNow() > Proposals.MaxAhead ? Refusal.Invalid("effectiveAt", "policy.effective-at")
            : new Day(time);
    }

    private sealed record Day(DateTimeOffset? At);
}
