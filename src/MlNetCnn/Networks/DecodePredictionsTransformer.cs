using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Persistence;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Names the best classes (Keras's <c>decode_predictions</c>). Made by <c>ml.Cnn.DecodePredictions</c>.</summary>
[TransformerName("DecodePredictions")]
public sealed class DecodePredictionsTransformer : CnnTransformer
{
    internal DecodePredictionsTransformer(DecodePredictionsOptions options) => Options = options;

    /// <summary>The settings.</summary>
    public DecodePredictionsOptions Options { get; }

    internal static DecodePredictionsTransformer Load(TransformerReader reader)
    {
        var options = reader.ReadSettings<DecodePredictionsOptions>();
        options.Validate();
        return new DecodePredictionsTransformer(options);
    }

    private protected override IColumnMapper Bind(DataViewSchema inputSchema) => new Mapper(Options, inputSchema);

    private protected override void Save(ModelSaveContext context) => _ = new TransformerWriter(context, "DecodePredictions", Options);

    private sealed class Slot(int scores, int top)
    {
        public readonly float[] Scores = new float[scores];
        public readonly ReadOnlyMemory<char>[] Names = new ReadOnlyMemory<char>[top];
        public readonly float[] Best = new float[top];
    }

    private sealed class Mapper : ColumnMapper<Slot>
    {
        private readonly DataViewSchema.Column _input;
        private readonly string[] _names;
        private readonly int _top;

        public Mapper(DecodePredictionsOptions options, DataViewSchema schema)
            : base(schema)
        {
            (_input, var shape) = Columns.FloatVector(schema, options.InputColumnName, "DecodePredictions");
            _names = options.ClassNames is { } names ? [.. names]
                : AnnotationColumns.Texts(_input, AnnotationColumns.SlotNames)
                ?? throw new ArgumentException($"DecodePredictions: the column '{_input.Name}' has no SlotNames; give the class names in the options.");
            if (_names.Length != shape.Count)
                throw new ArgumentException($"DecodePredictions: {_names.Length} class names do not fit the column '{_input.Name}' of {shape.Count} scores.");
            _top = Math.Min(options.Top, _names.Length);
            Inputs = [_input];
            Outputs =
            [
                new DataViewSchema.DetachedColumn(options.OutputColumnName, new VectorDataViewType(TextDataViewType.Instance, _top), null),
                new DataViewSchema.DetachedColumn(options.Scores, Columns.FloatVectorType([_top]), null),
            ];
        }

        public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

        public override Slot NewBatch(int capacity) => new(_names.Length, _top);

        public override Action<Slot, int> CreateReader(DataViewRow source)
        {
            var get = source.GetGetter<VBuffer<float>>(_input);
            VBuffer<float> scores = default;
            return (batch, _) =>
            {
                get(ref scores);
                scores.CopyTo(batch.Scores);
            };
        }

        public override void Run(Slot batch, int count)
        {
            // Ties go to the lower index.
            var order = Enumerable.Range(0, batch.Scores.Length).OrderByDescending(i => batch.Scores[i]).Take(_top);
            foreach (var (rank, index) in order.Index())
                (batch.Names[rank], batch.Best[rank]) = (_names[index].AsMemory(), batch.Scores[index]);
        }

        public override Delegate CreateGetter(int output, Func<(Slot Batch, int Slot)> current) => output == 0
            ? (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> value) => VectorValue.Set<ReadOnlyMemory<char>>(ref value, current().Batch.Names))
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => VectorValue.Set<float>(ref value, current().Batch.Best));
    }
}
