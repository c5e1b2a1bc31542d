using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Codes;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Functions.Places;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.People;

/// <summary>A traveler with an account, a green code and a session.</summary>
internal sealed record Person(string HolderId, Document Document, string PhoneKey, string Number, string Session);

/// <summary>
/// Travelers in a store, and an inspector at work. Their rows, sessions and codes are made by the product's own classes, so nothing of them
/// is a stand-in.
/// </summary>
internal sealed class Cast(ServiceProvider services)
{
    public const string Place = "luohu-port";
    public const string AreaCode = "852";
    public const string SmsCode = "135790";
    public const string Password = "Kapok#2022";

    private const int Results = 3;

    private readonly List<Person> people = [];

    public IReadOnlyList<Person> People => people;

    /// <summary>The bearer token of a shift, once people are here.</summary>
    public string Shift { get; private set; } = "";

    public async Task AddAsync(int count, CancellationToken cancellation)
    {
        await OpenShiftAsync(Place, Value(PhoneNumber.Parse(AreaCode, "51000001")), cancellation);
        var hash = Value(await services.GetRequiredService<PasswordHasher>().HashAsync(Password, cancellation));
        for (var i = 0; i < count; i++)
        {
            people.Add(await AddAsync(people.Count, hash, cancellation));
        }
    }

    private async Task OpenShiftAsync(string place, PhoneNumber inspector, CancellationToken cancellation)
    {
        await services
            .GetRequiredService<StaffRegister>()
            .AddAsync(inspector, new Role(Role.Inspector, place), passwordHash: null, cancellation);
        Shift = services
            .GetRequiredService<Sessions>()
            .IssueShift(services.GetRequiredService<Pseudonyms>().PhoneKey(inspector), place, "Luohu Port")
            .Token;
    }

    /// <summary>A code as the person's phone would show it, but for an hour: a measurement takes longer than a minute.</summary>
    public string MintCode(Person person)
    {
        var now = TimeProvider.System.GetUtcNow();
        return services.GetRequiredService<HealthCodes>().Mint(person.HolderId, Color.Green, "A** SMITH", now, now, now.AddHours(1)).Text;
    }

    /// <summary>The text code counts again for everybody, as after a new text.</summary>
    public Task RenewCodesAsync(CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            people,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation },
            async (person, token) => await RenewCodeAsync(person, token)
        );

    public Task RenewCodeAsync(Person person, CancellationToken cancellation) =>
        services.GetRequiredService<AccountsTable>().ChangeSignInAsync(person.PhoneKey, _ => SignIn(person.PhoneKey), cancellation);

    /// <summary>Somebody with a role for the whole installation, and a session by both factors.</summary>
    public async Task<string> AppointAsync(string number, string role, CancellationToken cancellation)
    {
        var phone = Value(PhoneNumber.Parse(AreaCode, number));
        await services.GetRequiredService<StaffRegister>().AddAsync(phone, new Role(role, ""), passwordHash: null, cancellation);
        return services
            .GetRequiredService<Sessions>()
            .Issue(services.GetRequiredService<Pseudonyms>().PhoneKey(phone), null, [role], SignInMethod.Both)
            .Token;
    }

    private async Task<Person> AddAsync(int number, string passwordHash, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        var document = Value(Document.Parse("passport", string.Create(CultureInfo.InvariantCulture, $"B{number:D7}"), null));
        var name = Value(PersonName.Parse("ANNA SMITH"));
        var phone = Value(PhoneNumber.Parse(AreaCode, string.Create(CultureInfo.InvariantCulture, $"5{1_100_000 + number:D7}")));
        var (pseudonyms, holders) = (services.GetRequiredService<Pseudonyms>(), services.GetRequiredService<HoldersTable>());
        var (key, phoneKey) = (pseudonyms.DocumentKey(document), pseudonyms.PhoneKey(phone));

        var crossing = new Crossing("Luohu", Direction.Entry, now.AddDays(-30), name);
        await holders.AddAsync(key, new ReportedFact(document, crossing), cancellation);
        var results = Enumerable.Range(1, Results).Select(day => Negative($"A-{number}-{day}", now.AddDays(-day), name)).ToList();
        foreach (var result in results)
        {
            await holders.AddAsync(key, new ReportedFact(document, result), cancellation);
        }

        var policy = services.GetRequiredService<CurrentPolicy>().BuiltIn;
        var status = policy.Assess(document, new Holder(key, null, null, document, [crossing, .. results])) with
        {
            Name = name,
            Owner = new HolderOwner(phoneKey, false, now),
        };
        await holders.TryWriteStatusAsync(key, status, null, cancellation);
        await services
            .GetRequiredService<AccountsTable>()
            .UpdateAsync<bool>(
                new Account(phoneKey),
                _ =>
                    new(
                        new AccountChange
                        {
                            Data = AccountData.Open(Contact.Of(phone), phoneKey, "en", now) with
                            {
                                HolderId = key,
                                PasswordHash = passwordHash,
                            },
                            SignIn = SignIn(phoneKey),
                            AddHolders = new Dictionary<string, AccountHolder> { [key] = new(document, name, AccountHolder.Self, now) },
                        },
                        true
                    ),
                cancellation
            );
        return new Person(
            key,
            document,
            phoneKey,
            phone.E164[(AreaCode.Length + 1)..],
            services.GetRequiredService<Sessions>().Issue(phoneKey, key, [], SignInMethod.SmsCode).Token
        );
    }

    public static LabResult Negative(string accession, DateTimeOffset sampledAt, PersonName name) =>
        new(
            "gz-kingmed",
            accession,
            1,
            ResultStatus.Final,
            Assay.NucleicAcid,
            false,
            TestResult.Negative,
            sampledAt,
            sampledAt.AddHours(6),
            name
        );

    public static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.Refused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Code) : value;

    private SignInState SignIn(string phoneKey) =>
        SignInState.New with
        {
            CodeHash = services.GetRequiredService<SmsCodes>().Hash(phoneKey, SmsCode),
            CodeExpiresAt = TimeProvider.System.GetUtcNow().AddHours(2),
            LastSignInAt = TimeProvider.System.GetUtcNow(),
        };
}
