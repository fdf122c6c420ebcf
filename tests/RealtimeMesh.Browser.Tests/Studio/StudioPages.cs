namespace RealtimeMesh.Browser.Tests.Studio;

/// <summary>Every page of the web app for somebody who is signed in, by a name for its picture.</summary>
internal static class StudioPages
{
    public static IReadOnlyDictionary<string, string> Of(Shelf shelf) => new Dictionary<string, string>
    {
        ["overview"] = "/",
        ["documents"] = "/documents",
        ["document"] = $"/documents/{shelf.Ids["documents"]}",
        ["podcasts"] = "/podcasts",
        ["podcast"] = $"/podcasts/{shelf.Ids["podcasts"]}",
        ["voiceovers"] = "/voiceovers",
        ["voiceover"] = $"/voiceovers/{shelf.Ids["voiceovers"]}",
        ["infographics"] = "/infographics",
        ["infographic"] = $"/infographics/{shelf.Ids["infographics"]}",
        ["jobs"] = "/jobs",
        ["activity"] = "/activity",
        ["live"] = "/live",
        ["nowhere"] = "/nowhere",
    };
}
