using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.Platform.Json;

/// <summary>
/// The one form of our JSON: calls and answers, messages, and what rows hold. Requests and messages refuse unknown members by their own
/// attribute; rows do not, so that an older instance reads what a newer one wrote.
/// </summary>
public static class JsonContract
{
    /// <summary>
    /// A feature lists its types in a context of its own and creates it with these options. A context belongs to its options, so each gets
    /// a copy.
    /// </summary>
    public static JsonSerializerOptions CreateOptions() =>
        new(JsonSerializerDefaults.Web)
        {
            AllowDuplicateProperties = false,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters =
            {
                new InstantConverter(),
                new DocumentConverter(),
                new PersonNameConverter(),
                new PhoneNumberConverter(),
                new EmailAddressConverter(),
                new ContactConverter(),
            },
        };
}
