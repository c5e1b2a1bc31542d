using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ghc.Domain;
using Ghc.Domain.Statistics;
using Ghc.Domain.Sunset;
using Ghc.Functions.Audit;
using Ghc.Functions.Rules;
using Ghc.Functions.Statistics;
using Ghc.Functions.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SwitchOff;

/// <summary>What may stay when everything is destroyed, because it is about nobody. Only reads.</summary>
public sealed class PublicRecord(
    SunsetTable sunset,
    StatisticsTable statistics,
    IOptions<StatisticsOptions> options,
    CurrentPolicy policies,
    Jwks jwks,
    AuditTable audit,
    TimeProvider clock
)
{
    /// <summary>The plan that is under way, and files by their names; refused without such a plan.</summary>
    public async Task<Outcome<(KeptPlan Plan, IReadOnlyDictionary<string, byte[]> Files)>> ReadAsync(CancellationToken cancellation)
    {
        if (await sunset.FindAsync(cancellation) is not { WithdrawnAt: null } record)
        {
            return new Refusal(RefusalCodes.SunsetNotPlanned);
        }

        var plan = KeptPlan.Of(record, clock.GetUtcNow());
        var days = await statistics.ListAsync(cancellation);
        var files = new Dictionary<string, byte[]>
        {
            ["statistics.json"] = Bytes(
                new StatisticsAnswer(options.Value.LeastPeople, PublicCount.Step, days),
                StatisticsJson.Types.StatisticsAnswer
            ),
            ["statistics.csv"] = Encoding.UTF8.GetBytes(StatisticsCsv.Of(days)),
            ["rules.json"] = Bytes(await RulesAsync(cancellation), SwitchOffJson.Types.IReadOnlyListKeptRules),
            ["keys.json"] = Encoding.UTF8.GetBytes(jwks.Json),
            ["sunset.json"] = Bytes(plan, SwitchOffJson.Types.KeptPlan),
            ["audit-heads.json"] = Bytes(await audit.HeadsAsync(cancellation), SwitchOffJson.Types.IReadOnlyListAuditAnchor),
        };
        return (plan, files);
    }

    private async Task<IReadOnlyList<KeptRules>> RulesAsync(CancellationToken cancellation)
    {
        var history = await policies.HistoryAsync(cancellation);
        return
        [
            .. history.Select(
                (each, at) =>
                    new KeptRules(
                        each.Policy.Sequence,
                        each.Policy.Policy.Version,
                        each.From == DateTimeOffset.MinValue ? null : each.From,
                        at + 1 < history.Count ? history[at + 1].From : null,
                        JsonNode.Parse(each.Policy.Policy.Json)!
                    )
            ),
        ];
    }

    private static byte[] Bytes<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}

/// <summary>Rules that were in force, without who proposed and approved them.</summary>
/// <param name="From">Null for those that the installation came with.</param>
/// <param name="Until">Null for those that are in force.</param>
public sealed record KeptRules(int Sequence, string Version, DateTimeOffset? From, DateTimeOffset? Until, JsonNode Policy);

/// <summary>The plan with its steps, without who signed them.</summary>
/// <param name="Plan">Its hash.</param>
public sealed record KeptPlan(
    int Number,
    string Phase,
    DateTimeOffset ClosesAt,
    DateTimeOffset FreezesAt,
    DateTimeOffset ExportUntil,
    DateTimeOffset WipesFrom,
    string Plan,
    string CertificateKey,
    IReadOnlyList<KeptStep> Steps,
    DateTimeOffset? WipeBegunAt
)
{
    public static KeptPlan Of(SunsetRecord record, DateTimeOffset now)
    {
        var plan = record.Plan;
        return new KeptPlan(
            record.Number,
            Words.Of(record.PhaseAt(now)),
            plan.ClosesAt,
            plan.FreezesAt,
            plan.ExportUntil,
            plan.WipesFrom,
            plan.Hash,
            plan.CertificateKey,
            [
                .. record
                    .Signatures.Where(signature => signature.CountsAt(now))
                    .Select(signature => new KeptStep(Words.Of(signature.Step), signature.ProposedAt, signature.ApprovedAt)),
            ],
            record.WipeBegunAt
        );
    }
}

/// <summary>Without an approval a step has no effect.</summary>
public sealed record KeptStep(string Step, DateTimeOffset ProposedAt, DateTimeOffset? ApprovedAt);
