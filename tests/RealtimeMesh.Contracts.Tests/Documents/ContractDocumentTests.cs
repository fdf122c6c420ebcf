using System.Reflection;
using RealtimeMesh.ContractDocuments;

namespace RealtimeMesh.Contracts.Tests.Documents;

public sealed class ContractDocumentTests
{
    // The build says where it is: its output may lie anywhere.
    private static readonly string Repository = typeof(ContractDocumentTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Paths => new(ContractDocument.All().Select(document => document.Path));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Document_says_what_the_contracts_say(string path)
    {
        var expected = ContractDocument.All().Single(document => document.Path == path).Text;

        var actual = File.ReadAllText(Path.Combine(Repository, path));

        Assert.True(expected == actual, $"{path} is not what the contracts say now: run ./eng/contracts. It differs from line {FirstDifference(expected, actual)} on.");
    }

    private static int FirstDifference(string expected, string actual) =>
        1 + expected.Split('\n').Zip(actual.Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count();
}
