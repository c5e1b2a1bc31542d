using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Holders;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Explain;

/// <param name="By">Null if the officer gave up the phone since.</param>
public sealed record LookUpView(DateTimeOffset At, Colleague? By, bool You);

public sealed record LookUpList(IReadOnlyList<LookUpView> LookUps);

/// <summary>
/// Which officers looked at a person's record, and when; the person reads the same without names. Asking is a look too, and in Audit.
/// </summary>
public sealed class ListLookUps(
    RequestAuthenticator authenticator,
    HoldersTable holders,
    LookUps lookUps,
    Colleagues colleagues,
    AuditTable audit
)
{
    [Function(nameof(ListLookUps))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/holders/{holderId}/look-ups")] HttpRequest request,
        string holderId,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(ListLookUps), cancellation)).Refused(out var refusal, out var officer))
        {
            return Reply.Problem(refusal);
        }

        if (!Holder.IsId(holderId) || (await holders.LoadAsync(holderId, cancellation)) is not { Document: not null } holder)
        {
            return Reply.Problem(new Refusal(RefusalCodes.DocumentNotFound));
        }

        var reader = officer.Account.Key;
        await audit.AppendAsync(reader, "look-ups-read", holderId, "", cancellation);
        await lookUps.RecordAsync(holderId, reader, cancellation);
        var found = await lookUps.ListAsync(holderId, holder.Status?.Predecessors ?? [], cancellation);
        var names = await colleagues.FindAsync(found.Select(lookUp => lookUp.By).OfType<string>(), Role.Officer, cancellation);
        return Reply.Json(
            new LookUpList([
                .. found.Select(lookUp => new LookUpView(lookUp.ScannedAt, names.GetValueOrDefault(lookUp.By ?? ""), lookUp.By == reader)),
            ]),
            ExplainJson.Types.LookUpList
        );
    }
}
