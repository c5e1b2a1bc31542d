using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Codes;

/// <summary>Withdraws a printed code of anybody on the account: the number on the paper is enough.</summary>
public sealed class RevokePrintedCode(RequestAuthenticator authenticator, HoldersTable holders, Prints prints)
{
    [Function(nameof(RevokePrintedCode))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/printed-codes/{printId}")] HttpRequest request,
        string printId,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await FindAsync(signedIn.Account, printId, cancellation)).Refused(out refusal, out var holderId)
            || (await prints.RevokeAsync(holderId, signedIn.Account.Key, printId, cancellation)).Refused(out refusal, out _)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.NoContent();
    }

    private async Task<Outcome<string>> FindAsync(Account account, string printId, CancellationToken cancellation)
    {
        var shown = await Task.WhenAll(
            account.Holders.Keys.Select(async id => (Id: id, Status: await holders.ReadStatusAsync(id, cancellation)))
        );
        var found = shown.FirstOrDefault(holder =>
            holder.Status?.Owner is { } owner && owner.PhoneKey == account.Key && owner.Prints.Any(print => print.PrintId == printId)
        );
        return found.Id is { } id ? id : new Refusal(RefusalCodes.PrintedCodeNotFound);
    }
}
