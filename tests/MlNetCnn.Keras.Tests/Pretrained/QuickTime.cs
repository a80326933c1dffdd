namespace MlNetCnn.Keras.Tests;

/// <summary>A clock whose waits of half a minute and less are over at once; it notes how long they were meant to be.</summary>
internal sealed class QuickTime : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<double> _waits = [];

    public IReadOnlyList<double> Waits
    {
        get
        {
            lock (_waits) return [.. _waits];
        }
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime >= TimeSpan.FromSeconds(30)) return System.CreateTimer(callback, state, dueTime, period);
        lock (_waits) _waits.Add(dueTime.TotalSeconds);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
