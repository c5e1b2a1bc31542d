namespace Ghc.Domain.Tests;

public sealed class FormTests
{
    private static readonly Refusal Weak = new("weak-password") { Errors = [new("", "password.weak")], Unmet = ["length"] };

    [Fact]
    public void Refusal_EveryFieldIsGood_IsNull()
    {
        var form = new Form();

        Assert.Equal("good", form.Take("field", (Outcome<string>)"good"));
        form.Require(true, "field", "field.missing");
        Assert.Null(form.Refusal);
    }

    [Fact]
    public void Refusal_SeveralFieldsAreBad_NamesAllOfThem()
    {
        var form = new Form();
        form.Require(false, "one", "field.missing");

        Assert.Null(form.Take("two", (Outcome<string>)Refusal.Invalid("", "name.missing")));
        form.Take("three", (Outcome<string>)Refusal.Invalid("part", "name.missing"));
        form.Take("", (Outcome<string>)Refusal.Invalid("four", "name.missing"));

        Assert.Equal("invalid-request", form.Refusal?.Code);
        Assert.Equal(
            [new("one", "field.missing"), new("two", "name.missing"), new("three.part", "name.missing"), new("four", "name.missing")],
            form.Refusal?.Errors
        );
    }

    [Fact]
    public void Refusal_OneCode_IsThatCode()
    {
        var form = new Form();
        form.Take("password", (Outcome<string>)Weak);
        form.Take("again", (Outcome<string>)Weak);

        Assert.Equal("weak-password", form.Refusal?.Code);
        Assert.Equal(["password", "again"], form.Refusal?.Errors.Select(error => error.Field));
    }

    [Fact]
    public void Refusal_SeveralCodes_IsAnInvalidRequest()
    {
        var form = new Form();
        form.Take("password", (Outcome<string>)Weak);
        form.Take("phone", (Outcome<string>)new Refusal("invalid-phone"));
        form.Take("again", (Outcome<string>)Weak);

        Assert.Equal("invalid-request", form.Refusal?.Code);
    }
}
