using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Explains a column of pictures, a batch at a time; the next batch is decoded meanwhile.</summary>
internal sealed class HeatmapMapper : ColumnMapper<HeatmapBatch>
{
    /// <summary>Values of a batch of pictures or maps at most: 256 MB.</summary>
    private const long MostValues = 1 << 26;

    private readonly HeatmapOptions _options;
    private readonly ExplainedNetwork _network;
    private readonly string _wantedBy;
    private readonly DataViewSchema.Column _input;
    private readonly Shape _picture;
    private readonly int _height, _width;

    /// <summary>Binds to a schema. Nothing is compiled yet.</summary>
    /// <param name="schema">Schema of the data.</param>
    /// <param name="options">What is made of what.</param>
    /// <param name="network">What is explained.</param>
    /// <param name="wantedBy">Name of the transform, for errors.</param>
    public HeatmapMapper(DataViewSchema schema, HeatmapOptions options, ExplainedNetwork network, string wantedBy)
        : base(schema)
    {
        (_options, _network, _wantedBy) = (options, network, wantedBy);
        (_input, _picture) = Columns.FloatVector(schema, options.Input, wantedBy);
        NetworkPixels.Check(options, _picture, wantedBy);
        var model = network.Model;
        if (model.Inputs.Count == 1 && !model.InputShape.Accepts(_picture))
            throw new ArgumentException($"{wantedBy}: the model '{model.Name}' takes {model.InputShape.ToBatchString()}; the column '{options.Input}' holds {_picture.ToBatchString()}.");
        PixelCheck.Column(_input, model, new PixelStep(options.Preprocessing, options.Rescale), inside: true, wantedBy);
        var explained = network.For(_picture);
        CheckClasses(explained);
        var layer = LayerOf(options.Explains, explained);
        (_height, _width) = (options.Height ?? layer?.Height ?? explained.InputHeight, options.Width ?? layer?.Width ?? explained.InputWidth);
        Inputs = [_input];
        Outputs = HeatmapColumns.Make(options, _height, _width, ClassesOf(explained));
    }

    public override IReadOnlyList<DataViewSchema.Column> Inputs { get; }

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    // Results do not depend on it; maps as large as photos would fill the memory.
    public override int BatchSize => (int)Math.Clamp(MostValues / Math.Max(_picture.Count, (long)_height * _width), 1, _options.Explains.BatchSize);

    public override bool ReadsAhead => true;

    public override HeatmapBatch NewBatch(int capacity) => new(capacity, (int)_picture.Count, _height * _width);

    public override Action<HeatmapBatch, int> CreateReader(DataViewRow source)
    {
        var get = source.GetGetter<VBuffer<float>>(_input);
        VBuffer<float> buffer = default;
        return (batch, slot) =>
        {
            get(ref buffer);
            var picture = batch.Picture(slot);
            buffer.CopyTo(picture);
            NetworkPixels.CheckFinite(picture, _options.Input, source.Position, _wantedBy);
            PixelPreprocessing.Apply(_options.Preprocessing, _options.Rescale, picture);
        };
    }

    public override void Run(HeatmapBatch batch, int count)
    {
        var pictures = new Tensor(count, _picture, batch.Pictures.AsMemory(0, count * (int)_picture.Count));
        var target = _options.Class is { } index ? Target.Class(index) : Target.Top;
        foreach (var (slot, explanation) in _network.Explain(_options.Explains, pictures, target).Index())
        {
            var map = _options.Normalize ? explanation.Map.Normalize() : explanation.Map;
            map.Resize(_height, _width).Values.CopyTo(batch.Map(slot));
            batch.Classes[slot] = checked((uint)explanation.Class!.Value + 1);
            batch.Scores[slot] = explanation.Score;
        }
    }

    public override Delegate CreateGetter(int output, Func<(HeatmapBatch Batch, int Slot)> current)
    {
        var name = Outputs[output].Name;
        if (name == _options.ClassColumnName)
        {
            return (ValueGetter<uint>)((ref uint value) =>
            {
                var (batch, slot) = current();
                value = batch.Classes[slot];
            });
        }

        if (name == _options.ScoreColumnName)
        {
            return (ValueGetter<float>)((ref float value) =>
            {
                var (batch, slot) = current();
                value = batch.Scores[slot];
            });
        }

        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
        {
            var (batch, slot) = current();
            VectorValue.Set<float>(ref value, batch.Map(slot));
        });
    }

    /// <summary>The layer whose size the map has; null for the picture's. One that cannot be looked at is refused now, not when the first row is read.</summary>
    private static FeatureLayer? LayerOf(ExplanationMethod method, ExplainedModel explained)
    {
        if (method is GuidedGradCam guided) new GradCam { Layer = guided.Layer }.LayerOf(explained);
        return method is CamMethod cam ? cam.LayerOf(explained) : null;
    }

    private static int ClassesOf(ExplainedModel explained) => (Target.Top with { Format = explained.OutputFormat }).ClassCount(explained.OutputShape);

    private void CheckClasses(ExplainedModel explained)
    {
        var classes = ClassesOf(explained);
        if (_options.ClassNames is { } names && names.Count != classes)
            throw new ArgumentException($"{_wantedBy}: the model '{explained.Model.Name}' has {classes} classes, but {names.Count} class names were given.");
        if (_options.Class < classes || _options.Class is null) return;
        var known = _options.ClassNames is { Count: <= 20 } few ? $" ({string.Join(", ", few)})" : "";
        throw new ArgumentException($"{_wantedBy}: {nameof(HeatmapOptions.Class)} is {_options.Class}; the model '{explained.Model.Name}' has {classes} classes, 0 to {classes - 1}{known}.");
    }
}
