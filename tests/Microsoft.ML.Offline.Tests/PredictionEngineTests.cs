using Microsoft.ML.Data;

namespace Microsoft.ML.Offline.Tests;

public sealed class PredictionEngineTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Garden => _ml.Data.LoadFromEnumerable(Flower.Garden);

    private sealed class Prediction
    {
        public float Scaled { get; set; }

        [ColumnName("Petals")]
        public float[] Leaves = [];

        public uint Kind { get; set; }
    }

    private TransformerChain<ThirdParty.Scaler> Model()
        => _ml.Transforms.Conversion.MapValueToKey("Kind", "Name").Append(new ThirdParty.ScalerEstimator(10)).Fit(Garden);

    [Fact]
    public void Predictions_equal_those_of_the_view()
    {
        TransformerChain<ThirdParty.Scaler> model = Model();
        using var engine = _ml.Model.CreatePredictionEngine<Flower, Prediction>(model);
        Prediction[] single = [.. Flower.Garden.Select(flower => engine.Predict(flower))];
        Prediction[] batch = [.. _ml.Data.CreateEnumerable<Prediction>(model.Transform(Garden), reuseRowObject: false)];
        Assert.Equal(batch.Select(p => (p.Scaled, p.Kind)), single.Select(p => (p.Scaled, p.Kind)));
        Assert.Equal(batch.Select(p => p.Leaves), single.Select(p => p.Leaves));
        Assert.Equal("Scaled", engine.OutputSchema.Last().Name);
    }

    [Fact]
    public void A_prediction_object_may_be_reused()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Flower, Prediction>(Model());
        var prediction = new Prediction();
        engine.Predict(Flower.Garden[0], ref prediction);
        Prediction first = prediction;
        engine.Predict(Flower.Garden[1], ref prediction);
        Assert.Same(first, prediction);
        Assert.Equal(4f, prediction.Scaled);
    }

    [Fact]
    public void Disposing_the_engine_disposes_the_transformer_unless_told_otherwise()
    {
        TransformerChain<ThirdParty.Scaler> shared = Model();
        _ml.Model.CreatePredictionEngine<Flower, Prediction>(shared, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        Assert.False(shared.LastTransformer.IsDisposed);
        _ml.Model.CreatePredictionEngine<Flower, Prediction>(shared).Dispose();
        Assert.True(shared.LastTransformer.IsDisposed);
    }

    [Fact]
    public void What_maps_no_single_rows_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() =>
            _ml.Model.CreatePredictionEngine<Flower, Prediction>(new ThirdParty.Scaler(1) { IsRowToRowMapper = false }));

    [Fact]
    public void Missing_columns_are_ignored_unless_told_otherwise()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Flower, Prediction>(new ThirdParty.Scaler(2));
        Assert.Equal(0u, engine.Predict(Flower.Garden[0]).Kind);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            _ml.Model.CreatePredictionEngine<Flower, Prediction>(new ThirdParty.Scaler(2), ignoreMissingColumns: false));
        Assert.Contains("Kind", error.Message);
    }

    [Fact]
    public void A_loaded_input_schema_makes_an_engine()
    {
        using var stream = new MemoryStream();
        ThirdParty.Register(_ml);
        _ml.Model.Save(Model(), Garden.Schema, stream);
        stream.Position = 0;
        ITransformer loaded = _ml.Model.Load(stream, out DataViewSchema schema);
        using var engine = _ml.Model.CreatePredictionEngine<Flower, Prediction>(loaded, schema);
        Assert.Equal(5f, engine.Predict(Flower.Garden[0]).Scaled);
    }
}
