using Microsoft.ML;

namespace MlNetCnn.Pipeline;

/// <summary>The outputs of the row that a source stands at, made at first need and kept until the source moves.</summary>
internal sealed class SingleRow<TBatch>(ColumnMapper<TBatch> mapper, DataViewRow source)
    where TBatch : class
{
    private TBatch? _batch;
    private Action<TBatch, int>? _read;
    private long _position = long.MinValue;

    /// <summary>Getter of an output of the current row.</summary>
    public Delegate Getter(int output)
    {
        // Bound now, as contracts want: getters are made before the first MoveNext.
        _batch ??= mapper.NewBatch(1);
        _read ??= mapper.CreateReader(source);
        return mapper.CreateGetter(output, Current);
    }

    private (TBatch Batch, int Slot) Current()
    {
        if (_position != source.Position)
        {
            _position = long.MinValue;
            _read!(_batch!, 0);
            mapper.Run(_batch!, 1);
            _position = source.Position;
        }

        return (_batch!, 0);
    }
}
