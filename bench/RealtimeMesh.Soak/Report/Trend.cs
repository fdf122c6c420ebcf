namespace RealtimeMesh.Soak.Report;

/// <summary>How fast something grows: a least-squares line.</summary>
/// <param name="PerMinute">Its slope.</param>
/// <param name="Error">The slope's standard error.</param>
internal readonly record struct Trend(double PerMinute, double Error)
{
    private const double Confidence = 2;

    /// <summary>What it grows by for sure, as far as such figures allow.</summary>
    public double AtLeastPerMinute => PerMinute - (Confidence * Error);

    public static Trend Of(IReadOnlyList<(double Minute, double Value)> points)
    {
        if (points.Count < 3)
        {
            return new Trend(0, double.PositiveInfinity);
        }

        var (middle, mean) = (points.Average(point => point.Minute), points.Average(point => point.Value));
        var spread = points.Sum(point => Math.Pow(point.Minute - middle, 2));
        var slope = points.Sum(point => (point.Minute - middle) * (point.Value - mean)) / spread;
        double[] rests = [.. points.Select(point => point.Value - mean - (slope * (point.Minute - middle)))];
        var free = Math.Max(1, Independent(rests) - 2);

        return new Trend(slope, Math.Sqrt(rests.Sum(rest => rest * rest) / free / spread));
    }

    // A sample is much like the one before it, so there are fewer than there seem to be (Santer et al. 2000).
    private static double Independent(double[] rests)
    {
        var squares = rests.Sum(rest => rest * rest);
        var likeness = squares == 0 ? 0 : Math.Clamp(rests.Zip(rests.Skip(1), (one, next) => one * next).Sum() / squares, 0, 0.95);
        return rests.Length * (1 - likeness) / (1 + likeness);
    }
}
