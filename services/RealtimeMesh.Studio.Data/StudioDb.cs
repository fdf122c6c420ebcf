using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RealtimeMesh.Studio.Data.Rows;

namespace RealtimeMesh.Studio.Data;

/// <summary>The studio's database. Each provider has its own subclass, because each has its own migrations.</summary>
public abstract class StudioDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<Document> Documents => Set<Document>();

    public DbSet<Podcast> Podcasts => Set<Podcast>();

    public DbSet<Voiceover> Voiceovers => Set<Voiceover>();

    public DbSet<Infographic> Infographics => Set<Infographic>();

    public DbSet<EntityContent> Contents => Set<EntityContent>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<Activity> Activities => Set<Activity>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Document>(document =>
        {
            MapEntity(document);
            document.Property(row => row.Format).HasMaxLength(16);
            document.Property(row => row.Headings).HasJson();
            document.Property(row => row.Keywords).HasJson();
        });
        modelBuilder.Entity<Podcast>(podcast =>
        {
            MapEntity(podcast);
            podcast.Property(row => row.DocumentIds).HasJson();
            podcast.Property(row => row.Script).HasJson();
            podcast.Property(row => row.AudioKind).HasMaxLength(16);
        });
        modelBuilder.Entity<Voiceover>(voiceover =>
        {
            MapEntity(voiceover);
            voiceover.Property(row => row.AudioKind).HasMaxLength(16);
        });
        modelBuilder.Entity<Infographic>(infographic =>
        {
            MapEntity(infographic);
            infographic.Property(row => row.Points).HasJson();
        });
        modelBuilder.Entity<EntityContent>(content =>
        {
            content.HasKey(row => row.EntityId);
            content.Property(row => row.ContentType).HasMaxLength(100);
        });
        modelBuilder.Entity<Job>(job =>
        {
            job.HasIndex(row => new { row.UserId, row.Id });
            job.HasIndex(row => row.SubjectId);
            job.Property(row => row.Attempt).IsConcurrencyToken();
            job.Property(row => row.Status).HasConversion<string>().HasMaxLength(16);
            job.Property(row => row.UserId).HasMaxLength(128);
            job.Property(row => row.Type).HasMaxLength(32);
            job.Property(row => row.Phase).HasMaxLength(32);
        });
        modelBuilder.Entity<Activity>(activity =>
        {
            activity.HasIndex(row => new { row.UserId, row.Id });
            activity.Property(row => row.UserId).HasMaxLength(128);
        });
        modelBuilder.Entity<OutboxMessage>(message => message.Property(row => row.Type).HasMaxLength(200));
        modelBuilder.Entity<IdempotencyRecord>(record =>
        {
            record.HasKey(row => new { row.UserId, row.Key });
            record.HasIndex(row => row.CreatedAt);
            record.Property(row => row.UserId).HasMaxLength(128);
            record.Property(row => row.Key).HasMaxLength(200);
        });
    }

    private static void MapEntity<T>(EntityTypeBuilder<T> entity)
        where T : Entity
    {
        entity.HasIndex(row => new { row.UserId, row.Id });
        entity.Property(row => row.UserId).HasMaxLength(128);
        entity.Property(row => row.Title).HasMaxLength(200);
        entity.Property(row => row.Status).HasConversion<string>().HasMaxLength(16);
    }
}
