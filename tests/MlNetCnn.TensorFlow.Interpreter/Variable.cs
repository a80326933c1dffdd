namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>A variable. Its tensor is replaced, never written into: who read it before keeps what was there (TensorFlow copies on write).</summary>
internal sealed class Variable(Tensor value)
{
    private static long _count;
    private readonly long _id = Interlocked.Increment(ref _count);

    public Tensor Value { get; set; } = value;

    /// <summary>Held while the variable is read or replaced.</summary>
    public object Gate { get; } = new();

    /// <summary>Does something while holding several variables, taken in one order whoever asks.</summary>
    public static void Locked(IEnumerable<Variable> variables, Action action)
    {
        Variable[] ordered = [.. variables.Distinct().OrderBy(v => v._id)];
        void Next(int index)
        {
            if (index == ordered.Length) action();
            else
                lock (ordered[index].Gate) Next(index + 1);
        }

        Next(0);
    }
}
