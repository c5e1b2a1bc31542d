using System.Text.Json.Nodes;
using Ghc.Domain.Policies;
using Ghc.Functions.Access;
using Ghc.Functions.Rules;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>The version in force with its rules, and every version there was.</summary>
public sealed record PolicyAnswer(string Version, int Sequence, JsonNode Policy, IReadOnlyList<PolicyVersionView> Versions);

public sealed record PolicyVersionView(
    int Sequence,
    string Version,
    string State,
    DateTimeOffset ProposedAt,
    DateTimeOffset? PublishedAt,
    string? TrialSweepId,
    string? SweepId,
    JsonNode Policy
)
{
    /// <summary>From when on the proposer wants a proposal to decide, if not at once.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Until when another officer can approve a proposal that still waits.</summary>
    public DateTimeOffset? ApprovableUntil { get; init; }

    /// <summary>The version that somebody left by this one.</summary>
    public int? Leaves { get; init; }
}

/// <summary>Shows the rules and their history to officers.</summary>
public sealed class GetPolicy(RequestAuthenticator authenticator, CurrentPolicy policies, PoliciesTable table, TimeProvider clock)
{
    [Function(nameof(GetPolicy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/policy")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetPolicy), cancellation)).Refused(out var refusal, out _))
        {
            return Reply.Problem(refusal);
        }

        var current = await policies.CurrentAsync(cancellation);
        var stored = await table.ListAsync(cancellation);
        var counting = PolicyVersion.InOrderOfEffect(stored).Select(version => version.Sequence).ToHashSet();
        var versions = stored.Select(version => View(version, counting.Contains(version.Sequence), clock.GetUtcNow())).Reverse().ToArray();
        return Reply.Json(
            new PolicyAnswer(current.Policy.Version, current.Sequence, JsonNode.Parse(current.Policy.Json)!, versions),
            PoliciesJson.Types.PolicyAnswer
        );
    }

    private static PolicyVersionView View(PolicyVersion version, bool counts, DateTimeOffset now) =>
        new(
            version.Sequence,
            version.Parse().Version,
            version.State == PolicyState.Proposed ? "proposed"
                : counts ? "published"
                : "cancelled",
            version.ProposedAt,
            version.EffectiveAt,
            version.TrialSweepId,
            version.SweepId,
            JsonNode.Parse(version.Pack)!
        )
        {
            PlannedAt = version.State == PolicyState.Proposed ? version.PlannedAt : null,
            ApprovableUntil = version.ApprovableUntil > now ? version.ApprovableUntil : null,
            Leaves = version.Leaves,
        };
}
