using RealtimeMesh.Contracts.Studio;

namespace RealtimeMesh.Studio.Tests.Hosting;

/// <summary>The four things that the studio makes.</summary>
internal static class Kinds
{
    public static readonly TheoryData<string> All =
        [EntityTypes.Document, EntityTypes.Podcast, EntityTypes.Voiceover, EntityTypes.Infographic];

    public static string PathOf(string entityType) => $"/api/{entityType}s";

    public static string JobTypeOf(string entityType) => entityType == EntityTypes.Document ? JobTypes.ProcessDocument : $"generate-{entityType}";

    /// <summary>A new one in the smallest form that is taken.</summary>
    public static async Task<Created> CreateAsync(this TestUser user, string entityType, params (string Name, string Value)[] headers) =>
        await user.CreateAsync(PathOf(entityType), await user.SmallestBodyAsync(entityType), headers);

    public static async Task<string> SmallestBodyAsync(this TestUser user, string entityType) => entityType switch
    {
        EntityTypes.Document => """{"content":"# Hello"}""",
        EntityTypes.Podcast => $$"""{"documentIds":["{{(await user.CreateDocumentAsync()).Id}}"]}""",
        EntityTypes.Voiceover => """{"text":"Hello"}""",
        _ => """{"points":[{"label":"Rain","value":12.5}]}""",
    };
}
