namespace Ghc.Domain.Accounts;

/// <summary>Where somebody is reached, and what they sign in with: a phone number or an e-mail address.</summary>
public sealed record Contact
{
    private Contact(PhoneNumber? phone, EmailAddress? email) => (Phone, Email) = (phone, email);

    /// <summary>Null if this is an e-mail address.</summary>
    public PhoneNumber? Phone { get; }

    /// <summary>Null if this is a phone.</summary>
    public EmailAddress? Email { get; }

    /// <summary>As it is stored and sent to. Only an e-mail address has an @.</summary>
    public string Text => Phone?.E164 ?? Email!.Text;

    public string Masked => Phone?.Masked ?? Email!.Masked;

    public static Contact Of(PhoneNumber phone) => new(phone, null);

    public static Contact Of(EmailAddress address) => new(null, address);

    public static Outcome<Contact> Parse(string? text) =>
        text?.Contains('@', StringComparison.Ordinal) == true
            ? EmailAddress.Parse(text).Refused(out var refusal, out var address)
                ? refusal
                : Of(address)
            : PhoneNumber.ParseE164(text).Refused(out refusal, out var phone)
                ? refusal
                : Of(phone);

    /// <summary>Masked, so that a contact in a log or an error message gives nobody away.</summary>
    public override string ToString() => Masked;
}
