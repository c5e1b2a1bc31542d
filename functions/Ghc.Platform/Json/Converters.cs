using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;

namespace Ghc.Platform.Json;

/// <summary>
/// Instants are written in UTC with a Z. They are read with their offset; a date alone is 00:00 of that day in China, as the test clock has
/// it.
/// </summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int DateLength = 10;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
        if (
            text.Length == DateLength
            && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        )
        {
            return ChinaTime.StartOf(day);
        }

        return HasOffset(text) && reader.TryGetDateTimeOffset(out var instant) ? instant.ToUniversalTime() : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));

    /// <summary>Without an offset the framework would take the clock of whatever machine this is.</summary>
    private static bool HasOffset(string text) => text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

/// <summary>Rows hold documents in canonical form; what was parsed once parses again.</summary>
public sealed class DocumentConverter : JsonConverter<Document>
{
    public override Document Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = reader.GetString()!.Split('|');
        return parts.Length == 3 && !Document.Parse(parts[0], parts[1], parts[2]).Refused(out _, out var document)
            ? document
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, Document value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Canonical);
}

public sealed class PersonNameConverter : JsonConverter<PersonName>
{
    public override PersonName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PersonName.Parse(reader.GetString()).Refused(out _, out var name) ? throw new JsonException() : name;

    public override void Write(Utf8JsonWriter writer, PersonName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}

public sealed class EmailAddressConverter : JsonConverter<EmailAddress>
{
    public override EmailAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EmailAddress.Parse(reader.GetString()).Refused(out _, out var address) ? throw new JsonException() : address;

    public override void Write(Utf8JsonWriter writer, EmailAddress value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}

public sealed class PhoneNumberConverter : JsonConverter<PhoneNumber>
{
    public override PhoneNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PhoneNumber.ParseE164(reader.GetString()).Refused(out _, out var phone) ? throw new JsonException() : phone;

    public override void Write(Utf8JsonWriter writer, PhoneNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.E164);
}

/// <summary>As <see cref="PhoneNumberConverter"/> and <see cref="EmailAddressConverter"/> write it; only an address has an @.</summary>
public sealed class ContactConverter : JsonConverter<Contact>
{
    public override Contact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Contact.Parse(reader.GetString()).Refused(out _, out var contact) ? throw new JsonException() : contact;

    public override void Write(Utf8JsonWriter writer, Contact value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
