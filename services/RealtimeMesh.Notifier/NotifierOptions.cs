namespace RealtimeMesh.Notifier;

internal sealed class NotifierOptions
{
    public const string Section = "Notifier";

    /// <summary>Whether user events tell when they happened and when they came from the bus. By default in Development only: it is for looking on.</summary>
    public bool Timing { get; set; }
}
