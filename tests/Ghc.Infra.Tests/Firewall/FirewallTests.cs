using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Firewall;

/// <summary>
/// What people send passes the firewall: thousands of real codes, passwords and tokens, and texts that look like attacks. Attacks elsewhere
/// do not pass.
/// </summary>
public sealed class FirewallTests
{
    private static readonly FirewallEngine Template = FirewallEngine.FromTemplate();

    [Theory]
    [InlineData("scan")]
    [InlineData("offline visits")]
    public void HealthCode_InEveryBodyThatCarriesOne_Passes(string request)
    {
        var bodies = Samples
            .Codes()
            .Select(code =>
                request == "scan"
                    ? new JsonObject { ["healthCode"] = code }.ToJsonString()
                    : new JsonObject
                    {
                        ["visits"] = new JsonArray(new JsonObject { ["healthCode"] = code, ["scannedAt"] = "2026-07-01T00:00:00Z" }),
                    }.ToJsonString()
            )
            .ToList();

        Assert.DoesNotContain(bodies, body => Template.Blocking(body).Count > 0);
        Assert.Contains(bodies, body => FirewallEngine.WithoutExclusions.Blocking(body).Count > 0);
    }

    [Fact]
    public void Password_ThatTheRuleAccepts_Passes()
    {
        var passwords = Samples.Passwords().ToList();
        var bodies = passwords
            .Select(password => new JsonObject { ["password"] = password, ["currentPassword"] = password }.ToJsonString())
            .ToList();

        Assert.All(passwords, password => Assert.Empty(PasswordRule.Unmet(password)));
        Assert.DoesNotContain(bodies, body => Template.Blocking(body).Count > 0);
        Assert.Contains(bodies, body => FirewallEngine.WithoutExclusions.Blocking(body).Count > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("passkey")]
    public void Passkey_SignedOrAdded_Passes(string outer)
    {
        string[] members =
            outer.Length > 0
                ? ["id", "clientDataJSON", "authenticatorData", "signature", "userHandle"]
                : ["id", "clientDataJSON", "attestationObject"];
        var bodies = Samples
            .Tokens()
            .Select(token => token.Replace(".", "", StringComparison.Ordinal))
            .Select(text =>
            {
                var parts = new JsonObject(members.Select(member => KeyValuePair.Create(member, (JsonNode?)text)));
                return (outer.Length > 0 ? new JsonObject { [outer] = parts } : parts).ToJsonString();
            })
            .ToList();

        Assert.DoesNotContain(bodies, body => Template.Blocking(body).Count > 0);
        Assert.Contains(bodies, body => FirewallEngine.WithoutExclusions.Blocking(body).Count > 0);
    }

    [Fact]
    public void Token_InACookie_Passes()
    {
        var tokens = Samples.Tokens().ToList();

        Assert.DoesNotContain(tokens, token => Template.Blocking("{}", "__Host-pass", token).Count > 0);
        Assert.Contains(tokens, token => FirewallEngine.WithoutExclusions.Blocking("{}", "__Host-pass", token).Count > 0);
    }

    [Theory]
    [InlineData("fullName", "Union Select")]
    [InlineData("fullName", "O'Brien")]
    [InlineData("note", "He said: \"I was there\" & left. #12")]
    [InlineData("note", "Union of cases: select from list; update later")]
    [InlineData("note", "Lives with 'A'; quarantined -- at hotel until 10 Dec.")]
    [InlineData("address", "No. 1, Lingxiao Rd.; Shop #12 (2/F)")]
    [InlineData("name", "Bao'an International Airport -- Terminal 3 --")]
    [InlineData("area", "Bao'an; Shenzhen")]
    [InlineData("message", "{\"name\":\"X' OR 1=1 --\"}")]
    public void FreeText_ThatLooksLikeAnAttack_Passes(string member, string text) =>
        Assert.Empty(Template.Blocking(new JsonObject { [member] = text }.ToJsonString()));

    [Theory]
    [InlineData("Union Select")]
    [InlineData("O'Brien")]
    public void Names_OfAFamily_Pass(string name) =>
        Assert.Empty(
            Template.Blocking(
                new JsonObject
                {
                    ["traveler"] = new JsonObject { ["fullName"] = name },
                    ["companions"] = new JsonArray(new JsonObject { ["fullName"] = name }, new JsonObject { ["fullName"] = name }),
                }.ToJsonString()
            )
        );

    [Theory]
    [InlineData("idNumber", "X1' OR 1=1 --")]
    [InlineData("idNumber", "X1';delete from holders--")]
    [InlineData("placeId", "a%00b")]
    [InlineData("phone.number", "1 UNION ALL SELECT password FROM accounts")]
    public void Attack_InAnyOtherMember_IsBlocked(string member, string text)
    {
        var body = member.Split('.') is [var outer, var inner]
            ? new JsonObject { [outer] = new JsonObject { [inner] = text } }
            : new JsonObject { [member] = text };

        Assert.NotEmpty(Template.Blocking(body.ToJsonString()));
    }

    [Theory]
    [InlineData("healthCode")]
    [InlineData("visits.healthCode")]
    [InlineData("password")]
    [InlineData("__Host-")]
    public void Exclusion_LeftOut_BlocksSomething(string selector)
    {
        var snapshot = Snapshot.Read("prod");
        foreach (
            var set in snapshot
                .One("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies")
                .At("properties.managedRules.managedRuleSets")!
                .AsArray()
        )
        {
            set!["exclusions"]?.AsArray().RemoveAll(exclusion => exclusion!["selector"]!.ToString() == selector);
        }

        var engine = FirewallEngine.From(snapshot);

        Assert.True(
            selector switch
            {
                "healthCode" => Samples
                    .Codes()
                    .Any(code => engine.Blocking(new JsonObject { ["healthCode"] = code }.ToJsonString()).Count > 0),
                "visits.healthCode" => Samples
                    .Codes()
                    .Any(code =>
                        engine
                            .Blocking(
                                new JsonObject { ["visits"] = new JsonArray(new JsonObject { ["healthCode"] = code }) }.ToJsonString()
                            )
                            .Count > 0
                    ),
                "password" => Samples
                    .Passwords()
                    .Any(password => engine.Blocking(new JsonObject { ["password"] = password }.ToJsonString()).Count > 0),
                _ => Samples.Tokens().Any(token => engine.Blocking("{}", "__Host-pass", token).Count > 0),
            }
        );
    }
}
