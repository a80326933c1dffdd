using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Offline.Tests;

public sealed class ChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    private IDataView Garden => _ml.Data.LoadFromEnumerable(Flower.Garden);

    [Fact]
    public void Fit_propagates_shapes_before_it_fits()
    {
        var scaler = new ThirdParty.ScalerEstimator(2);
        _ml.Transforms.CopyColumns("Again", "Height").Append(scaler).Fit(Garden);
        Assert.Equal(["GetOutputSchema", "Fit"], scaler.Calls);

        var second = new ThirdParty.ScalerEstimator(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => second.Append(_ml.Transforms.CopyColumns("Again", "Absent")).Fit(Garden));
        Assert.DoesNotContain("Fit", second.Calls);
    }

    [Fact]
    public void A_chain_maps_rows_only_if_all_its_members_do()
    {
        ITransformer rows = new TransformerChain<ITransformer>(new ThirdParty.Scaler(1), new ThirdParty.Scaler(2));
        ITransformer mixed = new TransformerChain<ITransformer>(new ThirdParty.Scaler(1), new ThirdParty.Scaler(2) { IsRowToRowMapper = false });
        Assert.True(rows.IsRowToRowMapper);
        Assert.False(mixed.IsRowToRowMapper);
        Assert.Throws<InvalidOperationException>(() => mixed.GetRowToRowMapper(Garden.Schema));
    }

    [Fact]
    public void An_output_of_the_same_name_hides_its_input_and_stands_after_it()
    {
        DataViewSchema schema = _ml.Transforms.Conversion.MapValueToKey("Name").Fit(Garden).GetOutputSchema(Garden.Schema);
        Assert.Equal(["Name", "Name", "Wild", "Height", "Petals", "Colour"], schema.Select(column => column.Name));
        Assert.Equal([true, false, false, false, false, false], schema.Select(column => column.IsHidden));
        Assert.IsType<KeyDataViewType>(schema["Name"].Type);
        Assert.IsType<TextDataViewType>(schema[0].Type);
    }

    [Fact]
    public void Scopes_choose_members()
    {
        var chain = new TransformerChain<ITransformer>([new ThirdParty.Scaler(1), new ThirdParty.Scaler(2)], [TransformerScope.TrainTest, TransformerScope.Everything]);
        Assert.Equal(Garden.Schema.Count + 1, chain.GetOutputSchema(Garden.Schema).Count);
        Assert.Equal(Garden.Schema.Count + 2, chain.GetOutputSchema(Garden.Schema, TransformerScope.Training).Count);
        Assert.Equal(2, chain.Count());
    }

    [Fact]
    public void Disposing_a_chain_disposes_its_members()
    {
        var scaler = new ThirdParty.Scaler(1);
        new TransformerChain<ITransformer>(scaler).Dispose();
        Assert.True(scaler.IsDisposed);
    }

    [Fact]
    public void A_cache_checkpoint_computes_the_data_once()
    {
        int passes = 0;
        IEnumerable<Flower> Counted()
        {
            passes++;
            foreach (Flower flower in Flower.Garden)
                yield return flower;
        }
        IDataView data = _ml.Data.LoadFromEnumerable(Counted());
        var passesOf = new PassesEstimator(3);
        _ml.Transforms.CopyColumns("Again", "Height").AppendCacheCheckpoint(_ml).Append(passesOf).Fit(data);
        Assert.Equal(1, passes);
        _ml.Transforms.CopyColumns("Again", "Height").Append(passesOf).Fit(data);
        Assert.Equal(4, passes);
        Assert.Throws<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));
    }

    [Fact]
    public void Delegates_see_what_is_fitted()
    {
        ITransformer? seen = null;
        ITransformer fitted = _ml.Transforms.CopyColumns("Again", "Height").WithOnFitDelegate(transformer => seen = transformer).Fit(Garden);
        Assert.Same(fitted, seen);
    }

    [Fact]
    public void Log_lines_carry_the_names_of_host_and_channel()
    {
        var lines = new List<LoggingEventArgs>();
        _ml.Log += (_, line) => lines.Add(line);
        IHost host = ((IHostEnvironment)_ml).Register("Trainer");
        using (IChannel channel = host.Start("Training"))
        {
            channel.Info(MessageSensitivity.None, "Epoch {0} of {1}", 1, 2);
            channel.Warning(MessageSensitivity.None, "careful");
        }
        LoggingEventArgs info = Assert.Single(lines, line => line.Kind == ChannelMessageKind.Info);
        Assert.Equal("Trainer; Training", info.Source);
        Assert.Equal("Epoch 1 of 2", info.RawMessage);
        Assert.Equal("[Source=Trainer; Training, Kind=Info] Epoch 1 of 2", info.Message);
        Assert.Single(lines, line => line.Kind == ChannelMessageKind.Warning);
        Assert.Equal(3, lines.Count(line => line.Kind == ChannelMessageKind.Trace));
    }

    [Fact]
    public void Hosts_draw_the_same_numbers_from_the_same_seed()
    {
        static int[] Draw(MLContext ml)
        {
            IHostEnvironment environment = ml;
            return [environment.Register("a").Rand.Next(), environment.Register("b").Rand.Next(), environment.Register("c", seed: 7).Rand.Next()];
        }
        Assert.Equal(Draw(new MLContext(5)), Draw(new MLContext(5)));
        Assert.NotEqual(Draw(new MLContext(5)), Draw(new MLContext(6)));
    }

    [Fact]
    public void Shapes_tell_keys_vectors_and_annotations()
    {
        DataViewSchema schema = _ml.Transforms.Conversion.MapValueToKey("Kind", "Name").Fit(Garden).GetOutputSchema(Garden.Schema);
        SchemaShape shape = SchemaShape.Create(schema);
        SchemaShape.Column petals = shape.Single(column => column.Name == "Petals");
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, petals.Kind);
        SchemaShape.Column kind = shape.Single(column => column.Name == "Kind");
        Assert.True(kind.IsKey);
        Assert.Equal(NumberDataViewType.UInt32, kind.ItemType);
        Assert.Equal("KeyValues", Assert.Single(kind.Annotations).Name);
        Assert.Equal("Vector<Single>", petals.GetTypeString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new SchemaShape([default]));
    }

    [Fact]
    public void Shapes_of_the_stock_estimators_are_what_their_transformers_give()
    {
        IEstimator<ITransformer>[] estimators =
        [
            _ml.Transforms.Conversion.MapValueToKey("Out", "Name"),
            _ml.Transforms.Conversion.MapValueToKey("Out", "Petals"),
            _ml.Transforms.Conversion.MapValueToKey("Out", "Petals", addKeyValueAnnotationsAsText: true),
            _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.Conversion.MapKeyToValue("Out", "Key")),
            _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.Conversion.MapKeyToVector("Out", "Key")),
            _ml.Transforms.Conversion.MapValueToKey("Key", "Petals").Append(_ml.Transforms.Conversion.MapKeyToVector("Out", "Key", outputCountVector: true)),
            _ml.Transforms.Conversion.ConvertType("Out", "Petals", DataKind.Double),
            _ml.Transforms.CopyColumns("Out", "Petals"),
            _ml.Transforms.Concatenate("Out", "Height", "Petals"),
            _ml.Transforms.DropColumns("Name"),
            _ml.Transforms.SelectColumns("Wild", "Height"),
        ];
        foreach (IEstimator<ITransformer> estimator in estimators)
        {
            SchemaShape promised = estimator.GetOutputSchema(SchemaShape.Create(Garden.Schema));
            SchemaShape given = SchemaShape.Create(estimator.Fit(Garden).Transform(Garden).Schema);
            Assert.Equal(promised.Select(column => column.Name).Order(), given.Select(column => column.Name).Order());
            foreach (SchemaShape.Column column in promised)
            {
                SchemaShape.Column actual = given.Single(candidate => candidate.Name == column.Name);
                Assert.True(column.IsCompatibleWith(actual) && actual.IsCompatibleWith(column), $"{estimator}: {column.Name}, {column.GetTypeString()} promised, {actual.GetTypeString()} given");
            }
        }
    }

    /// <summary>Reads its training data a number of times.</summary>
    private sealed class PassesEstimator(int count) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            for (int i = 0; i < count; i++)
                Assert.Equal(4, input.GetColumn<float>("Again").Count());
            return new ThirdParty.Scaler(1);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
