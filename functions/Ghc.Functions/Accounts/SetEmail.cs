using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <param name="EmailCode">Sent to the new address.</param>
/// <param name="SmsCode">Sent to the phone; needed to change an address, unless <paramref name="FormerEmailCode"/> is there.</param>
/// <param name="FormerEmailCode">Sent to the address that the account has now.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetEmailRequest(string? Email, string? EmailCode, string? SmsCode, string? FormerEmailCode)
{
    public Outcome<(EmailAddress Address, string Code, ChangeProof Proof)> Parse()
    {
        var form = new Form();
        var address = form.Take("email", EmailAddress.Parse(Email));
        form.Require(EmailCode is not null, "emailCode", "field.missing");
        form.RequireLength(EmailCode, "emailCode", 32);
        form.RequireLength(SmsCode, "smsCode", 32);
        form.RequireLength(FormerEmailCode, "formerEmailCode", 32);
        return form.Refusal is { } refusal ? refusal : (address, EmailCode!, new ChangeProof(SmsCode, FormerEmailCode, "formerEmailCode"));
    }
}

/// <summary>Gives the account an e-mail address, or another one, that its owner has just read a code at.</summary>
public sealed class SetEmail(RequestAuthenticator authenticator, EmailChanger changer, KnownDevices devices, MovedSession moved)
{
    [Function(nameof(SetEmail))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/account/email")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, AccountsJson.Types.SetEmailRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var asked)
            || (await changer.SetAsync(signedIn.Account, asked.Address, asked.Code, asked.Proof, cancellation)).Refused(
                out refusal,
                out var account
            )
        )
        {
            return Reply.Problem(refusal);
        }

        var view = AccountView.Of(account, account.Data!);
        if (account.Key != signedIn.Account.Key)
        {
            var (was, email) = (signedIn.Account, account.Data!.Email);
            var session = await moved.OpenAsync(request, was, account.Key, email, SignInMethod.EmailCode, cancellation);
            return Reply.Json(view with { AccessToken = session.Token, ExpiresAt = session.ExpiresAt }, AccountsJson.Types.AccountView);
        }

        devices.Remember(request, account.Key, account.Data!.Email);
        return Reply.Json(view, AccountsJson.Types.AccountView);
    }
}
