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
    int Sequence, string Version, string State, DateTimeOffset ProposedAt, DateTimeOffset? PublishedAt, string? TrialSweepId, string? SweepId, JsonNode Policy);

/// <summary>Shows the rules and their history to officers.</summary>
public sealed class GetPolicy(RequestAuthenticator authenticator, CurrentPolicy policies, PoliciesTable table)
{
    [Function(nameof(GetPolicy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/policy")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetPolicy), cancellation)).Refused(out var refusal, out _))
        {
            return Reply.Problem(refusal);
        }

        var current = await policies.CurrentAsync(cancellation);
        var stored = await table.ListAsync(cancellation);
        var counting = PolicyVersion.InOrderOfEffect(stored).Select(version => version.Sequence).ToHashSet();
        var versions = stored.Select(version => View(version, counting.Contains(version.Sequence))).Reverse().ToArray();
        return Reply.Json(
            new PolicyAnswer(current.Policy.Version, current.Sequence, JsonNode.Parse(current.Policy.Json)!, versions), PoliciesJson.Types.PolicyAnswer);
    }

    private static PolicyVersionView View(PolicyVersion version, bool counts) => new(
        version.Sequence,
        version.Parse().Version,
        version.State == PolicyState.Proposed ? "proposed" : counts ? "published" : "cancelled",
        version.ProposedAt,
        version.EffectiveAt,
        version.TrialSweepId,
        version.SweepId,
        JsonNode.Parse(version.Pack)!);
}
