using Ghc.Domain.Accounts;

namespace Ghc.Domain.Tests.Accounts;

public sealed class TypedCodeTests
{
    [Theory]
    [InlineData("012345")]
    [InlineData("012 345")]
    [InlineData(" 0 1 2 3 4 5\n")]
    [InlineData("012-345")]
    [InlineData("012–345")]
    [InlineData("012.345.")]
    [InlineData("０１２３４５")]
    [InlineData("٠١٢٣٤٥")]
    [InlineData("۰۱۲۳۴۵")]
    [InlineData("०१२३४५")]
    [InlineData("\u202A012\u00A0345\u202C")]
    [InlineData("012\u200B345")]
    [InlineData("「012345」")]
    [InlineData("#012345")]
    [InlineData("012,345。")]
    [InlineData("012·345")]
    [InlineData("\"012345\"")]
    public void Fold_WrittenInAnyUsualWay_IsTheCode(string typed) => Assert.Equal("012345", TypedCode.Fold(typed));

    [Theory]
    [InlineData("")]
    [InlineData("12345O")]
    [InlineData("½12345")]
    [InlineData("+12345")]
    public void Fold_NoCode_StaysAsItIs(string typed) => Assert.Equal(typed, TypedCode.Fold(typed));
}
