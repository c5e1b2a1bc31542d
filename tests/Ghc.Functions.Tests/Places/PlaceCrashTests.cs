using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Places;

/// <summary>
/// The process dies between any two storage calls of managing places and people; the call is repeated, and everything is there once.
/// </summary>
public sealed class PlaceCrashTests(Azurite azurite)
{
    private const int TooMany = 30;

    private readonly AppSettings settings = new(azurite.NewAccount());

    [Fact]
    public async Task CreatePlace_DeathAfterEveryCall_IsOnePlaceWithItsManager()
    {
        var token = await AdministratorAsync();
        await DieAndRepeatAsync(
            (client, n) =>
                client.PostAsync(
                    "api/places",
                    new
                    {
                        name = $"Inn {n}",
                        area = "Yuexiu",
                        address = "1 Road",
                        type = "hotel",
                    },
                    token
                ),
            201,
            async (app, n) =>
            {
                var mine = (await app.CreateClient().GetAsync("api/places", token)).Expect(200).Json!.AsArray();
                Assert.Equal("manager", (string?)Assert.Single(mine, place => (string?)place!["name"] == $"Inn {n}")!["role"]);
            }
        );
    }

    [Fact]
    public async Task AddAndRemoveInspector_DeathAfterEveryCall_EndInTheRightList()
    {
        var token = await AdministratorAsync();
        var people = Enumerable.Range(0, TooMany + 1).Select(_ => new Traveler()).ToArray();
        var path = $"api/places/{Inspector.PlaceId}/inspectors";
        await DieAndRepeatAsync(
            (client, n) => client.PostAsync(path, new { phone = people[n].Phone }, token),
            201,
            async (app, n) =>
                Assert.Single(
                    (await app.CreateClient().GetAsync(path, token)).Expect(200).Json!.AsArray(),
                    inspector => inspector!["phone"]!.ToString().EndsWith(people[n].Number[^4..], StringComparison.Ordinal)
                )
        );

        string[] ids;
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            ids = await Task.WhenAll(
                people.Select(async person =>
                    (await client.PostAsync(path, new { phone = person.Phone }, token)).Expect(201).Text("inspectorId")
                )
            );
        }

        await DieAndRepeatAsync(
            (client, n) => client.CallAsync(HttpMethod.Delete, $"{path}/{ids[n]}", token: token),
            204,
            async (app, n) =>
            {
                Assert.DoesNotContain(
                    await app.RowsAsync(TableNames.Accounts),
                    row => row.PartitionKey == ids[n] && row.RowKey.StartsWith("role|", StringComparison.Ordinal)
                );
                Assert.DoesNotContain(await app.RowsAsync(TableNames.Places), row => row.RowKey == $"member|{ids[n]}");
            },
            orElse: 404
        );
    }

    [Fact]
    public async Task AddAndRemoveStaff_DeathAfterEveryCall_EndWithTheRoleGivenOrTaken()
    {
        var token = await AdministratorAsync();
        var people = Enumerable.Range(0, TooMany + 1).Select(_ => new Traveler()).ToArray();
        var ids = new string[people.Length];
        await DieAndRepeatAsync(
            (client, n) =>
                client.PostAsync(
                    "api/staff",
                    new
                    {
                        phone = people[n].Phone,
                        role = Role.PlaceManager,
                        placeId = Inspector.PlaceId,
                    },
                    token
                ),
            201,
            async (app, n) =>
            {
                ids[n] = (
                    await app.CreateClient()
                        .PostAsync(
                            "api/staff",
                            new
                            {
                                phone = people[n].Phone,
                                role = Role.PlaceManager,
                                placeId = Inspector.PlaceId,
                            },
                            token
                        )
                ).Expect(201).Text("staffId");
                Assert.Single(
                    await app.RowsAsync(TableNames.Accounts),
                    row => row.PartitionKey == ids[n] && row.RowKey == $"role|{Role.PlaceManager}|{Inspector.PlaceId}"
                );
            }
        );
        await using (var app = new GhcApp(settings))
        {
            for (var n = 0; n < people.Length; n++)
            {
                ids[n] = (
                    await app.CreateClient()
                        .PostAsync(
                            "api/staff",
                            new
                            {
                                phone = people[n].Phone,
                                role = Role.PlaceManager,
                                placeId = Inspector.PlaceId,
                            },
                            token
                        )
                ).Expect(201).Text("staffId");
            }
        }

        await DieAndRepeatAsync(
            (client, n) =>
                client.CallAsync(HttpMethod.Delete, $"api/staff/{ids[n]}/{Role.PlaceManager}?placeId={Inspector.PlaceId}", token: token),
            204,
            async (app, n) =>
                Assert.DoesNotContain(
                    await app.RowsAsync(TableNames.Accounts),
                    row => row.PartitionKey == ids[n] && row.RowKey.StartsWith("role|", StringComparison.Ordinal)
                ),
            orElse: 404
        );
    }

    private async Task<string> AdministratorAsync()
    {
        await using var app = new GhcApp(settings);
        return await Inspector.SignInAsync(app, app.CreateClient(), new Traveler(), new Role(Role.Administrator, ""));
    }

    /// <param name="orElse">What the repetition may answer if all was done and only the answer was lost.</param>
    private async Task DieAndRepeatAsync(
        Func<HttpClient, int, Task<Answer>> act,
        int status,
        Func<GhcApp, int, Task> check,
        int? orElse = null
    )
    {
        for (var n = 0; n <= TooMany; n++)
        {
            await using (var app = new GhcApp(settings))
            {
                var client = app.CreateClient();
                app.Calls.FailAfter(n);
                var answer = await act(client, n);

                // What the queue does meanwhile may be what died.
                Assert.True(answer.Status == status || app.Calls.HasFailed, $"{answer.Status}: {answer.Json}");
                if (!app.Calls.HasFailed)
                {
                    return;
                }
            }

            await using var next = new GhcApp(settings);
            var again = await act(next.CreateClient(), n);
            Assert.True(again.Status == status || again.Status == orElse, $"{again.Status}: {again.Json}");
            await check(next, n);
        }

        Assert.Fail($"{TooMany} calls were not enough.");
    }
}
