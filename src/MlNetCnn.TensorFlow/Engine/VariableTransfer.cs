using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>Carries the values of variables in and out, many small ones in one run, but never very many bytes.</summary>
internal static class VariableTransfer
{
    private const long BytesAtOnce = 64 << 20;

    /// <summary>Writes variables.</summary>
    /// <param name="session">The session.</param>
    /// <param name="values">What to write; values are asked for piece by piece.</param>
    public static void Write(IGraphSession session, IEnumerable<(GraphVariable Variable, TensorValue Value)> values)
    {
        var piece = new List<(GraphVariable Variable, TensorValue Value)>();
        long bytes = 0;
        foreach (var pair in values)
        {
            var more = Bytes(pair.Variable);
            // A large one goes by itself.
            if (bytes + more > BytesAtOnce) Send();
            piece.Add(pair);
            bytes += more;
        }

        Send();

        void Send()
        {
            if (piece.Count > 0) session.Run([.. piece.Select(p => (p.Variable.Assign.Placeholder, p.Value))], [], [.. piece.Select(p => p.Variable.Assign.Target)]);
            piece.Clear();
            bytes = 0;
        }
    }

    /// <summary>Reads variables, piece by piece as the values are asked for.</summary>
    public static IEnumerable<TensorValue> Read(IGraphSession session, IReadOnlyList<GraphVariable> variables)
    {
        for (var first = 0; first < variables.Count;)
        {
            var end = first;
            for (long bytes = 0; end < variables.Count && (end == first || bytes + Bytes(variables[end]) <= BytesAtOnce); end++) bytes += Bytes(variables[end]);
            foreach (var value in session.Run([], [.. variables.Skip(first).Take(end - first).Select(v => v.Fetch)], [])) yield return value;
            first = end;
        }
    }

    // Not the values' span of bytes, which ends at 2 GiB.
    private static long Bytes(GraphVariable variable) => Math.Max(1, variable.Shape.Count) * (variable.Value.Type == DataType.Int64 ? 8L : 4);
}
