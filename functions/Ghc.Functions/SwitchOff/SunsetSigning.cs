using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Sunset;
using Ghc.Functions.Audit;
using Ghc.Functions.Sunset;
using Ghc.Platform.Json;

namespace Ghc.Functions.SwitchOff;

/// <summary>What administrators do with the plan. Every act is in Audit before it counts, and this instance follows it at once.</summary>
public sealed class SunsetSigning(SunsetTable table, SunsetState state, AuditTable audit, TimeProvider clock)
{
    public Task<Outcome<SunsetRecord>> PlanAsync(SunsetPlan plan, Account account, CancellationToken cancellation) =>
        UpdateAsync(
            stored => SunsetDecisions.Plan(stored, plan, account.Key, clock.GetUtcNow()),
            account.Key,
            _ => "sunset-planned",
            cancellation
        );

    public Task<Outcome<SunsetRecord>> SignAsync(SunsetAct act, Account account, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var step = Words.Of(act.Step);
        return UpdateAsync(
            stored => SunsetDecisions.Sign(stored, act.Step, act.Plan, account.Key, account.MayApprove(now, Role.Administrator), now),
            account.Key,
            record => record.IsApproved(act.Step) ? $"sunset-{step}-approved" : $"sunset-{step}-proposed",
            cancellation
        );
    }

    public Task<Outcome<SunsetRecord>> WithdrawAsync(string plan, Account account, CancellationToken cancellation) =>
        UpdateAsync(
            stored => SunsetDecisions.Withdraw(stored, plan, account.Key, clock.GetUtcNow()),
            account.Key,
            _ => "sunset-withdrawn",
            cancellation
        );

    private async Task<Outcome<SunsetRecord>> UpdateAsync(
        Func<SunsetRecord?, Decision<SunsetRecord, SunsetRecord>> decide,
        string by,
        Func<SunsetRecord, string> action,
        CancellationToken cancellation
    )
    {
        var updated = await table.UpdateAsync(
            decide,
            record =>
                audit.AppendOnceAsync(
                    by,
                    action(record),
                    string.Create(CultureInfo.InvariantCulture, $"sunset|{record.Number}"),
                    record.Plan.Hash,
                    cancellation
                ),
            cancellation
        );
        if (!updated.Refused(out _, out _))
        {
            await state.RefreshAsync(cancellation);
        }

        return updated;
    }
}
