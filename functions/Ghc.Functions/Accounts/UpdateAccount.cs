using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>Chooses the language of texts, and whether a change of color is told by one.</summary>
public sealed class UpdateAccount(RequestAuthenticator sessions, AccountsTable accounts)
{
    [Function(nameof(UpdateAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/account")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, AccountsJson.Types.AccountUpdate, cancellation)).Refused(out refusal, out var body)
            || Check(body).Refused(out refusal, out var update)
        )
        {
            return Reply.Problem(refusal);
        }

        var account = signedIn.Account;
        AccountData Change(AccountData data) =>
            data with
            {
                Language = update.Language ?? data.Language,
                ColorTexts = update.ColorTexts ?? data.ColorTexts,
            };
        await accounts.ChangeDataAsync(account.Key, Change, cancellation);
        return Reply.Json(AccountView.Of(account, Change(account.Data!)), AccountsJson.Types.AccountView);
    }

    private static Outcome<AccountUpdate> Check(AccountUpdate body) =>
        body.Language is null || Languages.IsTag(body.Language) ? body : Refusal.Invalid("language", "language.tag");
}
