using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Platform.Http;

/// <summary>A phone or an e-mail address in the body of a request: <c>phone</c> or <c>email</c>, and not both.</summary>
public static class ContactBody
{
    public static Outcome<Contact> Parse(PhoneBody? phone, string? email)
    {
        if (email is null)
        {
            return PhoneBody.Parse(phone).Refused(out var wrong, out var number) ? wrong : Contact.Of(number);
        }

        return phone is not null ? Refusal.Invalid("phone", "login.phone-or-email")
            : EmailAddress.Parse(email).Refused(out var refusal, out var address) ? refusal.Below("email")
            : Contact.Of(address);
    }
}
