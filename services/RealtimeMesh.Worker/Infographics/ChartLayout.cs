namespace RealtimeMesh.Worker.Infographics;

/// <summary>Where things stand. A label stands above its bar, so that its width, which nobody knows here, does not matter.</summary>
internal static class ChartLayout
{
    public const int Width = 720;
    public const int Margin = 36;
    public const int BarWidth = Width - 2 * Margin;

    private const int Header = 84;
    private const int Row = 50;

    public static int Top(int bar) => Header + bar * Row;

    public static int Height(int bars) => Top(bars) + Margin / 2;
}
