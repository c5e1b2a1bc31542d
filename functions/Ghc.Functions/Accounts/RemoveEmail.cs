using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <param name="SmsCode">Sent to the phone.</param>
/// <param name="EmailCode">Sent to the address, instead.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemoveEmailRequest(string? SmsCode, string? EmailCode)
{
    public Outcome<ChangeProof> Parse()
    {
        var form = new Form();
        form.Require(SmsCode is not null || EmailCode is not null, "smsCode", "field.missing");
        form.RequireLength(SmsCode, "smsCode", 32);
        form.RequireLength(EmailCode, "emailCode", 32);
        return form.Refusal is { } refusal ? refusal : new ChangeProof(SmsCode, EmailCode, "emailCode");
    }
}

/// <summary>
/// Takes the e-mail address from the account, which signs in with its phone alone from then on. Repeating it changes nothing.
/// </summary>
public sealed class RemoveEmail(RequestAuthenticator authenticator, EmailChanger changer)
{
    [Function(nameof(RemoveEmail))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/email/removals")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, AccountsJson.Types.RemoveEmailRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var proof)
            || (await changer.RemoveAsync(signedIn.Account, proof, cancellation)).Refused(out refusal, out var data)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(AccountView.Of(signedIn.Account, data), AccountsJson.Types.AccountView);
    }
}
