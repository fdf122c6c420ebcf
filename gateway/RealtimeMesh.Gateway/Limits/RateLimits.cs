using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace RealtimeMesh.Gateway.Limits;

internal static class RateLimits
{
    /// <summary>
    /// A budget per caller for opening streams and one for writing. Chosen by path and method, so that it holds for
    /// endpoints of this process as it does for forwarded ones.
    /// </summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Budget>(context => Partition(context, limits.Value));
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = Seconds(rejected.Lease);
                return ValueTask.CompletedTask;
            };
        });

        return services;
    }

    private static RateLimitPartition<Budget> Partition(HttpContext context, LimitOptions limits)
    {
        var budget = Budget.Of(context);

        return budget.Use switch
        {
            BudgetUse.Stream => RateLimitPartition.GetTokenBucketLimiter(budget, _ => Bucket(limits.StreamBurst, limits.StreamsPerSecond)),
            BudgetUse.Write => RateLimitPartition.GetTokenBucketLimiter(budget, _ => Bucket(limits.WriteBurst, limits.WritesPerSecond)),
            _ => RateLimitPartition.GetNoLimiter(budget),
        };
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static string Seconds(RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(1);
        return Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
