namespace MlNetCnn.TensorFlow.Native;

/// <summary>How many objects of each kind TensorFlow's library holds for us.</summary>
internal sealed class LiveObjects
{
    private readonly int[] _counts = new int[Enum.GetValues<NativeKind>().Length];

    public int Total => Enumerable.Range(0, _counts.Length).Sum(kind => this[(NativeKind)kind]);

    public int this[NativeKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public void Add(NativeKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

    public void Remove(NativeKind kind) => Interlocked.Decrement(ref _counts[(int)kind]);

    public override string ToString() => string.Join(", ", Enum.GetValues<NativeKind>().Select(kind => $"{kind} {this[kind]}"));
}
