using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <param name="EmailCode">Sent to the address of the account, which is the only way in from then on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemovePhoneRequest(string? EmailCode)
{
    public Outcome<GivenCode> Parse()
    {
        var form = new Form();
        form.Require(EmailCode is not null, PhoneMove.EmailCode, "field.missing");
        form.RequireLength(EmailCode, PhoneMove.EmailCode, 32);
        return form.Refusal is { } refusal ? refusal : new GivenCode(PhoneMove.EmailCode, EmailCode!);
    }
}

/// <summary>Takes the phone from an account, which goes on with its e-mail address alone, and signs in there.</summary>
public sealed class RemovePhone(RequestAuthenticator authenticator, AccountMover mover, MovedSession moved, IOptions<EmailOptions> options)
{
    [Function(nameof(RemovePhone))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/account/phone/removals")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, AccountsJson.Types.RemovePhoneRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var code)
            || AddressThatStays(signedIn.Account).Refused(out refusal, out var address)
            || (await mover.MoveAsync(signedIn.Account, new MoveProof(Contact.Of(address), code), cancellation)).Refused(
                out refusal,
                out var newKey
            )
        )
        {
            return Reply.Problem(refusal);
        }

        var session = await moved.OpenAsync(
            request,
            signedIn.Account,
            newKey,
            signedIn.Account.Data?.Email,
            SignInMethod.EmailCode,
            cancellation
        );
        return Reply.Json(new MovePhoneAnswer(session.Token, session.ExpiresAt), AccountsJson.Types.MovePhoneAnswer);
    }

    private Outcome<EmailAddress> AddressThatStays(Account account) =>
        account.Roles.Count > 0 ? new Refusal(RefusalCodes.StaffPhoneFixed)
        : account.Data is not { Phone: not null, Email: { } email } ? new Refusal(RefusalCodes.LastWayIn)
        : !options.Value.PhoneOptional ? new Refusal(RefusalCodes.PhoneNeeded)
        : email.Address;
}
